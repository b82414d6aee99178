package io.hangup.trials.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A host with everything its own but the kernel: processes, network, name, users, terminals, files it may
/// write, machine-id and boot id, and its ssh servers. Root, alice, bob and carol log in with the lab's key.
///
/// A light one is raised in half a second over the machine's own files, with a shell as its PID 1. A booted one is a
/// Debian of its own, with systemd, logind and PAM: `HostPlan.booted`.
public abstract sealed class Host extends Node permits LightHost, BootedHost {
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    private final HostPlan plan;
    private final Running namespaces;

    /// @param namespaces the process that holds the host's namespaces and ends the host when its input ends
    Host(Lab lab, HostPlan plan, int place, Netns netns, Running namespaces) {
        super(lab, plan.name(), place, netns);
        this.plan = plan;
        this.namespaces = namespaces;
    }

    /// The words that run a script as the first process of new namespaces, which end with it.
    static List<String> unshare(List<String> script) {
        List<String> words = new ArrayList<>(List.of(
                "setsid",
                "unshare",
                "--kill-child=KILL",
                "--fork",
                "--pid",
                "--mount",
                "--mount-proc",
                "--propagation=private"));
        words.addAll(script);
        return words;
    }

    public final HostPlan plan() {
        return plan;
    }

    /// The port of its first sshd.
    public final int port() {
        return plan.sshd().getFirst();
    }

    /// Starts a daemon, a child of the host's PID 1 in a session of its own.
    public abstract void daemon(String commandLine);

    /// The pid of the host's PID 1 on the machine.
    public abstract long init();

    /// What its PID 1 has said; of a light host its daemons too, and so sshd's log.
    public final Transcript console() {
        return namespaces.said();
    }

    public final boolean up() {
        return namespaces.alive();
    }

    final Running namespaces() {
        return namespaces;
    }

    /// Pulls the plug: everything in it is killed at once. Its place on the network stays.
    public final void kill() {
        namespaces.close();
        Patience.within(TO_DIE, () -> netns().processes().isEmpty());
    }
}
