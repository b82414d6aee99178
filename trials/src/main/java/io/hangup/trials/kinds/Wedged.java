package io.hangup.trials.kinds;

import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;

/// Something on the server is stopped, or waits for what never comes.
final class Wedged {
    private Wedged() {}

    /// sshd's child is stopped while the user types: what was typed is never read.
    static Act child(Place place) {
        Running client = place.prompt(place.login("bob"));
        Seat seat = place.seat();
        int child = seat.child();
        seat.signal("STOP", child);
        seat.awaitState(child, "T");
        client.type("uptime");
        Patience.await("unread input", Place.TO_SHOW, () -> !seat.socket().startsWith("ESTAB 0 "));
        return place.serving("bob", client);
    }

    /// sshd's monitor is stopped: the session works until it logs out.
    static Act monitor(Place place) {
        Act act = place.prompting(place.login("alice"));
        Seat seat = place.seat();
        int monitor = seat.monitor();
        seat.signal("STOP", monitor);
        seat.awaitState(monitor, "T");
        return act;
    }

    /// Its monitor is stopped, and the user has logged out: the child is a zombie, the connection never closes.
    static Act monitorAfterLogout(Place place) {
        Act act = monitor(place);
        act.client().type("exit");
        Seat seat = place.seat();
        Patience.await(
                "a socket that is not closed",
                Place.TO_SHOW,
                () -> seat.socket().startsWith("CLOSE-WAIT"));
        return place.serving("alice", act.client());
    }

    /// The command that sshd started is stopped.
    static Act leader(Place place) {
        Running client = place.working(place.login("alice").running("echo at w''ork; exec sleep 12006"));
        return stopped(place, client, place.seat().leaders().getFirst());
    }

    /// A command is stopped, and the shell that started it waits in the same process group: the group's leader runs on.
    static Act foreground(Place place) {
        Running client = place.working(place.login("alice").running("echo at w''ork; sleep 12007; echo done"));
        Seat seat = place.seat();
        int shell = seat.leaders().getFirst();
        Patience.await("a command", Place.TO_SHOW, () -> !seat.children(shell).isEmpty());
        return stopped(place, client, seat.children(shell).getFirst());
    }

    private static Act stopped(Place place, Running client, int pid) {
        Seat seat = place.seat();
        seat.signal("STOP", pid);
        seat.awaitState(pid, "T");
        return place.act("alice", client, _ -> client.alive());
    }

    /// A leader in state D: the parent of a vfork whose child sleeps (`kernel_clone` waits without signals, but for
    /// KILL).
    static Act uninterruptible(Place place) {
        int vfork = 58;
        Running client = place.working(
                place.login("alice").running("echo at w''ork; exec perl -e 'syscall(" + vfork + "); sleep 12008'"));
        Seat seat = place.seat();
        seat.awaitState(seat.leaders().getFirst(), "D");
        return place.act("alice", client, _ -> client.alive());
    }
}
