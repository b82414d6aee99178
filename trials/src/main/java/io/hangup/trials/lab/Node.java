package io.hangup.trials.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// A place on the lab's network with an address of its own. This kind has only its own network: what is started
/// here runs on the machine itself, with the machine's files and processes (a client's desk, the broker and the
/// controller). A `Host` is the kind with everything its own.
public sealed class Node permits Host {
    private final Lab lab;
    private final String name;
    private final int place;
    private final Netns netns;
    private final AtomicBoolean cut = new AtomicBoolean();

    Node(Lab lab, String name, int place, Netns netns) {
        this.lab = lab;
        this.name = name;
        this.place = place;
        this.netns = netns;
    }

    public final String name() {
        return name;
    }

    /// `10.77.N.x`.
    public final String address4() {
        return lab.network().address4(place);
    }

    /// `fd77:0:0:N::x`.
    public final String address6() {
        return lab.network().address6(place);
    }

    final Lab lab() {
        return lab;
    }

    final Netns netns() {
        return netns;
    }

    /// The words that run a program here, as root.
    List<String> inside(List<String> words) {
        return netns.inside(words);
    }

    /// A program to run here to its end.
    public final Command command(String... words) {
        return Command.of(inside(List.of(words)));
    }

    /// Runs a program here to its end and returns what it wrote; any exit code but 0 is a failure.
    public final String exec(String... words) {
        return command(words).check();
    }

    /// Starts a program here that keeps running; it ends with the lab at the latest.
    public final Running start(String... words) {
        return lab.keep(Running.start(inside(List.of(words))));
    }

    /// Starts a real `ssh` here. Await something of it before counting on the login.
    public final Running ssh(Login login) {
        return start(login.words(lab.key()).toArray(String[]::new));
    }

    /// Connects by TCP and then says nothing, ever: to sshd a client that has not logged in. Returns once
    /// sshd's banner came.
    public final Running silence(Host host, int port) {
        return start("bash", "-c", "exec 3<>/dev/tcp/" + host.address4() + "/" + port + "; exec cat <&3")
                .await("SSH-2.0-", Duration.ofSeconds(40));
    }

    /// From now on nothing passes between this node and any other, in silence.
    public final void cut() {
        if (cut.compareAndSet(false, true)) {
            lab.network().cut(name);
        }
    }

    public final void heal() {
        if (cut.compareAndSet(true, false)) {
            lab.network().heal(name);
        }
    }

    /// What runs here, by the machine's pids.
    public final List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        netns.processes().forEach(process -> pids.add(process.pid()));
        return pids;
    }

    @Override
    public final String toString() {
        return name;
    }
}
