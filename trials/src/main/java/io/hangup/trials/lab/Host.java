package io.hangup.trials.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A host with everything its own but the kernel: processes, network, name, users, terminals, files it may
/// write, machine-id and boot id, and its ssh servers. Root, alice, bob and carol log in with the lab's key.
public final class Host extends Node {
    private static final Duration TO_START = Duration.ofSeconds(20);
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    private final HostPlan plan;
    private final Running unshare;
    private final long init;

    private Host(Lab lab, HostPlan plan, int place, Netns netns, Running unshare) {
        super(lab, plan.name(), place, netns);
        this.plan = plan;
        this.unshare = unshare;
        this.init = unshare.child();
    }

    /// Raises the host from the files written for it, and returns when all of its ssh servers listen.
    static Host raise(Lab lab, HostPlan plan, int place, Netns netns, Path folder) {
        List<String> words = new ArrayList<>(netns.inside(List.of(
                "setsid",
                "unshare",
                "--kill-child=KILL",
                "--fork",
                "--pid",
                "--mount",
                "--uts",
                "--ipc",
                "--mount-proc",
                "--propagation=private",
                "--",
                "/bin/bash",
                folder.resolveSibling("host-init").toString(),
                folder.toString(),
                plan.name())));
        Visible.folders().forEach(shown -> words.add(shown.toString()));
        Running unshare = lab.keep(Running.startUntilInputEnds(words)).await("ready\n", TO_START);
        var host = new Host(lab, plan, place, netns, unshare);
        plan.sshd().forEach(host::sshd);
        plan.dropbear().forEach(host::dropbear);
        for (String any : Switch.IPV6 ? List.of("0.0.0.0", "::") : List.of("0.0.0.0")) {
            plan.sshd().forEach(port -> unshare.await("Server listening on " + any + " port " + port + ".", TO_START));
        }
        plan.dropbear()
                .forEach(port -> Patience.await(
                        "dropbear listens on " + port,
                        TO_START,
                        () -> host.exec("ss", "-Hltn", "sport = :" + port).contains(":" + port)));
        return host;
    }

    private void sshd(int port) {
        daemon("/usr/sbin/sshd -D -e -f /etc/ssh/sshd_config_" + port);
    }

    private void dropbear(int port) {
        String key = "/etc/dropbear-" + port + ".key";
        exec("dropbearkey", "-t", "ed25519", "-f", key);
        daemon("dropbear -F -E -s -p " + port + " -r " + key);
    }

    public HostPlan plan() {
        return plan;
    }

    /// The port of its first sshd.
    public int port() {
        return plan.sshd().getFirst();
    }

    /// Starts a daemon, a child of the host's PID 1 in a session of its own. What it says is in `console`.
    public void daemon(String commandLine) {
        if (!unshare.type(commandLine)) {
            throw new LabFailure(
                    "host " + name() + " is down: " + unshare.said().text());
        }
    }

    /// What its init and daemons have said: sshd's log.
    public Transcript console() {
        return unshare.said();
    }

    public boolean up() {
        return unshare.alive();
    }

    /// The pid of the host's PID 1 on the machine.
    public long init() {
        return init;
    }

    /// Pulls the plug: everything in it is killed at once. Its place on the network stays.
    public void kill() {
        unshare.close();
        Patience.within(TO_DIE, () -> netns().processes().isEmpty());
    }

    @Override
    List<String> inside(List<String> words) {
        return Stream.concat(
                        Stream.of(
                                "nsenter",
                                "--target=" + init,
                                "--mount",
                                "--net",
                                "--pid",
                                "--uts",
                                "--ipc",
                                "--wd=/",
                                "--"),
                        words.stream())
                .toList();
    }
}
