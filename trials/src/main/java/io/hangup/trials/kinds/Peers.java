package io.hangup.trials.kinds;

import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;

/// The other end is gone, stopped, or does not read.
final class Peers {
    private static final String OUTPUT = "echo at w''ork; while echo some more output; do sleep 0.2; done";
    /// More than the SSH window of 2 MiB and all buffers hold; not at once, or its first words drown in it.
    private static final String FLOOD = "echo at w''ork; sleep 1; exec cat /dev/zero";

    private Peers() {}

    /// The path is cut while nothing is on its way: on the server nothing changes at all.
    static Act vanished(Place place) {
        Running client = place.prompt(place.login("bob"));
        place.seat().awaitQuiet();
        place.desk().cut();
        return place.serving("bob", client);
    }

    /// The path is cut while output is on its way.
    static Act unreachable(Place place) {
        Running client = place.working(place.login("alice").running(OUTPUT));
        place.desk().cut();
        return place.serving("alice", client);
    }

    /// The peer's machine has restarted and knows nothing of the connection: it answers the next packet with a reset.
    static Act rebooted(Place place) {
        Running client = place.prompt(place.login("bob"));
        place.seat().awaitQuiet();
        place.desk().cut();
        place.desk().exec("ss", "-K", "dst", place.host().address4());
        client.close();
        place.desk().heal();
        return place.serving("bob", client);
    }

    /// The client is stopped, as by Ctrl-Z or a suspended terminal, and nothing is on its way.
    static Act frozen(Place place) {
        Running client = place.prompt(place.login("bob"));
        place.seat().awaitQuiet();
        place.desk().exec("kill", "-STOP", Long.toString(client.pid()));
        return place.serving("bob", client);
    }

    /// The client is stopped while output runs: the SSH window fills, and the program waits for ever to write.
    static Act frozenUnderOutput(Place place) {
        return stopped(place, place.login("alice").running(FLOOD), "alice");
    }

    static Act frozenUnderPipe(Place place) {
        return stopped(place, place.login("bob").withoutTerminal().running(FLOOD), "bob");
    }

    /// The client's receive buffer is small, so that TCP's window closes before SSH's does.
    static Act zeroWindow(Place place) {
        place.desk().exec("sysctl", "-q", "net.ipv4.tcp_rmem=4096 16384 65536");
        Act act = stopped(place, place.login("alice").running(FLOOD), "alice");
        Patience.await(
                "a closed window", Place.TO_SHOW, () -> place.seat().socket().contains("persist"));
        return act;
    }

    static Act zeroWindowThenCut(Place place) {
        Act act = zeroWindow(place);
        place.desk().cut();
        return act;
    }

    private static Act stopped(Place place, Login login, String user) {
        Running client = place.working(login);
        place.desk().exec("kill", "-STOP", Long.toString(client.pid()));
        Seat seat = place.seat();
        int leader = seat.leaders().getFirst();
        Patience.await("program " + leader + " waits to write", Place.TO_SHOW, () -> {
            String waits = seat.waits(leader);
            return waits.contains("write") || waits.equals("wait_woken");
        });
        return place.serving(user, client);
    }
}
