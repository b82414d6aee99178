package io.hangup.trials.kinds;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// The server's side of one connection, as `ss` and `ps` on the host show it.
record Seat(Host host, String peer) {
    private static final Duration TO_SHOW = Duration.ofSeconds(20);
    private static final Pattern PID = Pattern.compile("pid=([0-9]+)");

    /// What `ss` says of its socket.
    String socket() {
        return host.exec("ss", "-Htnpoi", "dst", peer).replaceAll("[ \t\n]+", " ");
    }

    /// The processes that hold its socket, monitor first.
    List<Integer> servers() {
        return PID.matcher(host.exec("ss", "-Htnp", "dst", peer))
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .distinct()
                .sorted()
                .toList();
    }

    int monitor() {
        return servers().getFirst();
    }

    /// The one that talks to the peer: sshd's unprivileged child.
    int child() {
        return servers().getLast();
    }

    /// What the child has started: shells and commands.
    List<Integer> leaders() {
        return children(child());
    }

    List<Integer> children(int pid) {
        return host.command("ps", "-o", "pid=", "--ppid", Integer.toString(pid))
                .run()
                .out()
                .lines()
                .map(line -> Integer.parseInt(line.strip()))
                .toList();
    }

    void signal(String signal, int pid) {
        host.exec("kill", "-" + signal, Integer.toString(pid));
    }

    /// The first letter of a process's state: S, T, D.
    String state(int pid) {
        String state = host.command("ps", "-o", "stat=", "-p", Integer.toString(pid))
                .run()
                .out();
        return state.isBlank() ? "" : state.substring(0, 1);
    }

    /// Where in the kernel a process waits.
    String waits(int pid) {
        return host.command("cat", "/proc/" + pid + "/wchan").run().out();
    }

    void awaitState(int pid, String state) {
        Patience.await(
                "process " + pid + " of " + host + " is " + state,
                TO_SHOW,
                () -> state(pid).equals(state));
    }

    /// Waits until nothing is on its way in either direction, and nothing was for half a second.
    void awaitQuiet() {
        Patience.await("nothing on its way to " + peer, TO_SHOW, () -> {
            String socket = socket();
            return socket.startsWith("ESTAB 0 0 ")
                    && !socket.contains("unacked:")
                    && since(socket, "lastsnd") > 500
                    && since(socket, "lastrcv") > 500;
        });
    }

    private static long since(String socket, String what) {
        var found = Pattern.compile(what + ":([0-9]+)").matcher(socket);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    void awaitNoLeader() {
        int child = child();
        Patience.await(
                "sshd " + child + " of " + host + " has no child",
                TO_SHOW,
                () -> children(child).isEmpty());
    }
}
