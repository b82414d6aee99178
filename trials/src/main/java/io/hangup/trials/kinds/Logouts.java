package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The session is over, and something keeps the connection open.
final class Logouts {
    private static final String ONCE_GONE = "echo at w''ork; ";

    private Logouts() {}

    /// A process that was left behind holds the session's pipe: the client waits for the end of output.
    static Act hang(Place place) {
        Running client = place.working(place.login("bob").withoutTerminal().running(ONCE_GONE + "sleep 12001 &"));
        place.seat().awaitNoLeader();
        return place.serving("bob", client);
    }

    /// The same, but what was left behind is what the user waits for.
    static Act outputStillRead(Place place) {
        Running client = place.working(
                place.login("alice").withoutTerminal().running(ONCE_GONE + "(while sleep 0.5; do date; done) &"));
        place.seat().awaitNoLeader();
        return place.act("alice", client, limit -> {
            long before = client.said().position();
            return Patience.within(limit, () -> client.said().position() > before);
        });
    }

    /// The same, but its tunnel is in use.
    static Act tunnelStillUsed(Place place) {
        int port = Tunnels.port();
        Running client = place.working(Tunnels.forwarding(place, "bob", port).running(ONCE_GONE + "sleep 12009 &"));
        Running reader = Tunnels.reader(place, port);
        place.seat().awaitNoLeader();
        return place.act("bob", client, limit -> Tunnels.more(reader, limit));
    }

    /// The user has logged out, and a connection through the tunnel is still in use.
    static Act forwardStillUsed(Place place) {
        int port = Tunnels.port();
        Running client =
                place.prompt(place.login("alice").option("-L", "127.0.0.1:" + port + ":127.0.0.1:" + Tunnels.CLOCK));
        Running reader = Tunnels.reader(place, port);
        leave(place, client);
        return place.act("alice", client, limit -> Tunnels.more(reader, limit));
    }

    /// A program that was left behind holds a connection to the user's agent, and never uses it.
    static Act agentLeft(Place place) {
        String socket = place.file("agent").toString();
        place.desk().start("ssh-agent", "-D", "-a", socket);
        Patience.await(
                "an agent",
                Place.TO_SHOW,
                () -> place.desk().command("test", "-S", socket).run().good());
        Running client = Place.answering(place.start(agentWords(place, socket)));
        client.type("setsid socat EXEC:'sleep 12010' UNIX-CONNECT:$SSH_AUTH_SOCK </dev/null >/dev/null 2>&1 &");
        awaitForward(place, client, "agent.");
        leave(place, client);
        return place.serving("alice", client);
    }

    private static List<String> agentWords(Place place, String socket) {
        List<String> words = new ArrayList<>(List.of("env", "SSH_AUTH_SOCK=" + socket));
        words.addAll(place.login("alice").option("-A").words(place.lab().key()));
        return words;
    }

    /// A program that was left behind holds a connection to the user's display.
    static Act displayLeft(Place place) {
        int display = Tunnels.port() - 18_000;
        place.desk().start("socat", "TCP-LISTEN:" + (6000 + display) + ",bind=127.0.0.1,fork", "EXEC:cat");
        List<String> words = new ArrayList<>(List.of("env", "DISPLAY=127.0.0.1:" + display));
        words.addAll(place.login("bob").option("-Y").words(place.lab().key()));
        Running client = Place.answering(place.start(words));
        client.type(
                "setsid socat EXEC:'sleep 12011' TCP:127.0.0.1:$((6000 + $(echo $DISPLAY | tr -dc 0-9. | cut -d. -f1)))"
                        + " </dev/null >/dev/null 2>&1 &");
        awaitForward(place, client, ":60");
        leave(place, client);
        return place.serving("bob", client);
    }

    private static void awaitForward(Place place, Running client, String shown) {
        int child = place.seat().child();
        boolean open = Patience.within(
                Duration.ofSeconds(20),
                () -> place.host()
                        .exec("ss", "-Hxtnp", "state", "established")
                        .lines()
                        .anyMatch(line -> line.contains("pid=" + child + ",") && line.contains(shown)));
        if (!open) {
            throw new LabFailure("no forwarded connection (" + shown + "): "
                    + client.said().text() + place.host().exec("ss", "-Hxtnp", "state", "established"));
        }
    }

    private static void leave(Place place, Running client) {
        client.type("exit");
        place.seat().awaitNoLeader();
    }
}
