package io.hangup.trials.kinds;

import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;

/// Something else inside a session: another login, another user, another terminal; or what a session left behind.
final class Nested {
    private Nested() {}

    /// Desk to one host, from there to this one: only the second hop comes from the other host.
    static Act chain(Place place) {
        Running client = place.prompt(Login.of("bob", place.other()));
        inside(
                client,
                "ssh -tt -p " + place.host().port() + " alice@" + place.host().address4());
        return place.act("alice", client, client::answers).from(place.other().address4());
    }

    static Act su(Place place) {
        return within(place, "sudo su - carol");
    }

    static Act sudo(Place place) {
        return within(place, "sudo -i");
    }

    static Act tmux(Place place) {
        return within(place, "tmux -L " + place.desk().name());
    }

    static Act screen(Place place) {
        return within(place, "screen -q");
    }

    private static Act within(Place place, String command) {
        Running client = place.prompt(place.login("alice"));
        inside(client, command);
        return place.act("alice", client, client::answers);
    }

    /// A new shell answers only after the command has started it, so what is typed waits for it.
    private static void inside(Running client, String command) {
        client.type(command);
        Place.answering(client);
    }

    /// Everything that outlives a logout: what is left is no connection.
    static Act orphans(Place place) {
        Running client = place.prompt(place.login("alice"));
        for (String command : new String[] {
            "nohup sleep 12012 >/dev/null 2>&1 &",
            "setsid sleep 12013 </dev/null >/dev/null 2>&1 &",
            "sleep 12014 & disown",
            "systemd-run --user --quiet sleep 12015"
        }) {
            client.type(command);
        }
        Place.answering(client);
        client.type("exit");
        if (!client.awaitExit(Place.TO_SHOW)) {
            throw new LabFailure("no logout: " + client.said().text());
        }
        String left = place.host().exec("pgrep", "-c", "-f", "sleep 1201[2345]");
        return place.act("alice", client, _ -> Patience.within(Place.TO_SHOW, () -> !left.equals("0")));
    }
}
