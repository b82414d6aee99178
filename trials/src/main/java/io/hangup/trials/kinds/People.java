package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Running;
import java.time.Duration;

/// Somebody sits there, or will come back.
final class People {
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(2);

    private People() {}

    static Act typing(Place place) {
        return typing(place, place.login("alice"));
    }

    static Act typing(Place place, Login login) {
        Act act = place.prompting(login);
        types(act.client());
        return act;
    }

    private static void types(Running client) {
        Thread.ofVirtual().name("typist").start(() -> {
            while (!client.awaitExit(BETWEEN_LINES) && client.type("uptime >/dev/null")) {
                // The next line.
            }
        });
    }

    static Act idle(Place place) {
        return place.prompting(place.login("bob"));
    }

    static Act root(Place place) {
        return place.prompting(place.login("root"));
    }

    static Act rootTyping(Place place) {
        return typing(place, place.login("root"));
    }

    /// OpenSSH's pager, waiting for a key.
    static Act pager(Place place) {
        return screenful(place, "less /etc/ssh/moduli", "Time Type Tests");
    }

    static Act editor(Place place) {
        return screenful(place, "vim.tiny /tmp/letter", "~");
    }

    private static Act screenful(Place place, String command, String shown) {
        Running client = place.prompt(place.login("alice"));
        long before = client.said().position();
        client.type(command);
        if (!client.said().awaits(shown, before, Place.TO_SHOW)) {
            throw new LabFailure(command + " showed nothing: " + client.said().text());
        }
        return place.act("alice", client, _ -> client.alive());
    }

    static Act follower(Place place) {
        String log = "/tmp/log-" + place.desk().name();
        Running client = place.working(
                place.login("alice").running("echo at w''ork; echo x >>%1$s; tail -f %1$s".formatted(log)));
        return place.act("alice", client, limit -> {
            long before = client.said().position();
            place.host().exec("sh", "-c", "echo one-line >>" + log);
            return client.said().awaits("one-line", before, limit);
        });
    }

    /// A client of OpenSSH 10, which hides keystrokes among a hundred packets of chaff.
    static Act hidden(Place place) {
        Running client = Place.answering(place.newest()
                .start(
                        "ssh",
                        "-tt",
                        "-p",
                        Integer.toString(place.host().port()),
                        "bob@" + place.host().address4()));
        types(client);
        return place.act("bob", client, client::answers).from(place.newest().address4());
    }

    /// Only `ServerAliveInterval`'s probes pass.
    static Act keptAlive(Place place) {
        return place.prompting(place.login("bob").option("-o", "ServerAliveInterval=2"));
    }

    /// Only `ClientAliveInterval`'s probes pass: the host's sshd sends them to carol.
    static Act askedAlive(Place place) {
        return place.prompting(place.login("carol"));
    }
}
