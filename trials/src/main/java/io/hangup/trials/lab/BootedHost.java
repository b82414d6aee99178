package io.hangup.trials.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A Debian that systemd booted, in a systemd-nspawn container: its own sshd and dropbear as services, logind, PAM.
/// `systemctl reboot` inside brings it back with its files and its address.
///
/// Each takes about six of the kernel's inotify instances, so its default (`fs.inotify.max_user_instances` = 128) is
/// enough for twenty hosts.
final class BootedHost extends Host {
    private static final Duration TO_START = Duration.ofSeconds(60);

    private long init;

    private BootedHost(Lab lab, HostPlan plan, int place, Netns netns, Running unshare) {
        super(lab, plan, place, netns, unshare);
    }

    /// Boots the host from its tree and the files written for it; returns when systemd has started everything.
    static Host raise(Lab lab, HostPlan plan, int place, Netns netns, Path folder, Path tree) {
        List<String> script = new ArrayList<>(List.of(
                "--",
                "/bin/bash",
                folder.resolveSibling("host-boot").toString(),
                folder.toString(),
                plan.name(),
                tree.toString(),
                netns.path().toString(),
                netns.name()));
        Visible.everything().forEach(shown -> script.add(shown.toString()));
        Running unshare = lab.keep(Running.startUntilInputEnds(unshare(script))).await("ready\n", TO_START);
        var host = new BootedHost(lab, plan, place, netns, unshare);
        host.awaitBooted();
        return host;
    }

    private void awaitBooted() {
        Patience.await(
                name() + " boots",
                TO_START,
                () -> find().isPresent() || !namespaces().alive());
        boolean running = Patience.within(TO_START, () -> systemState().equals("running") && listens());
        if (!running) {
            throw new LabFailure("host " + name() + " is " + systemState() + ":\n"
                    + command("systemctl", "list-units", "--failed", "--no-legend")
                            .run()
                            .out()
                    + console().text().strip());
        }
    }

    private String systemState() {
        return command("systemctl", "is-system-running").run().out().strip();
    }

    private boolean listens() {
        String listening = exec("ss", "-Hltn");
        return Stream.concat(plan().sshd().stream(), plan().dropbear().stream())
                .allMatch(port -> listening.contains(":" + port + " "));
    }

    /// A service of systemd's.
    @Override
    public void daemon(String commandLine) {
        exec("systemd-run", "--quiet", "--collect", "--", "bash", "-c", "exec " + commandLine);
    }

    @Override
    public synchronized long init() {
        if (!ProcessHandle.of(init).map(ProcessHandle::isAlive).orElse(false)) {
            init = find().orElseThrow(() ->
                    new LabFailure("host " + name() + " is down: " + console().text()));
        }
        return init;
    }

    /// The host's systemd, once it has begun: before that nspawn's child is still nspawn.
    private Optional<Long> find() {
        return namespaces()
                .below()
                .filter(process -> runs(process, "systemd-nspawn"))
                .flatMap(ProcessHandle::children)
                .filter(process -> runs(process, "systemd"))
                .map(ProcessHandle::pid)
                .findFirst();
    }

    private static boolean runs(ProcessHandle process, String program) {
        return process.info()
                .command()
                .filter(path -> path.endsWith("/" + program))
                .isPresent();
    }

    @Override
    List<String> inside(List<String> words) {
        return Stream.concat(
                        Stream.of(
                                "nsenter",
                                "--target=" + init(),
                                "--mount",
                                "--net",
                                "--pid",
                                "--uts",
                                "--ipc",
                                "--cgroup",
                                "--root",
                                "--wd",
                                "--"),
                        words.stream())
                .toList();
    }
}
