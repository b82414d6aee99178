package io.hangup.trials.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A host over the machine's own files, with a shell as its PID 1.
final class LightHost extends Host {
    private static final Duration TO_START = Duration.ofSeconds(20);

    private final long init;

    private LightHost(Lab lab, HostPlan plan, int place, Netns netns, Running unshare) {
        super(lab, plan, place, netns, unshare);
        this.init = unshare.child();
    }

    /// Raises the host from the files written for it, and returns when all of its ssh servers listen.
    static Host raise(Lab lab, HostPlan plan, int place, Netns netns, Path folder) {
        List<String> script = new ArrayList<>(List.of(
                "--uts",
                "--ipc",
                "--",
                "/bin/bash",
                folder.resolveSibling("host-init").toString(),
                folder.toString(),
                plan.name()));
        Visible.folders().forEach(shown -> script.add(shown.toString()));
        Running unshare = lab.keep(Running.startUntilInputEnds(netns.inside(unshare(script))))
                .await("ready\n", TO_START);
        var host = new LightHost(lab, plan, place, netns, unshare);
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

    @Override
    public void daemon(String commandLine) {
        if (!namespaces().type(commandLine)) {
            throw new LabFailure("host " + name() + " is down: " + console().text());
        }
    }

    @Override
    public long init() {
        return init;
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
