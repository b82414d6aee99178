package io.hangup.trials.kinds;

import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Running;

/// The small server's sessions: one process each, no login uid, no logind session.
final class Dropbears {
    private Dropbears() {}

    static Act typing(Place place) {
        return People.typing(place, at(place, "alice"));
    }

    static Act idle(Place place) {
        return place.prompting(at(place, "bob"));
    }

    static Act command(Place place) {
        Running client = place.working(at(place, "alice").withoutTerminal().running("echo at w''ork; sleep 12016"));
        return place.act("alice", client, _ -> client.alive());
    }

    private static Login at(Place place, String user) {
        return place.login(user).at(place.host().address4(), Place.DROPBEAR);
    }
}
