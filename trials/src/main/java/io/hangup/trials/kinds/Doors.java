package io.hangup.trials.kinds;

import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.util.List;

/// Connections that stay before authentication. The hosts' `LoginGraceTime` is 0, as where nobody limits it.
final class Doors {
    private Doors() {}

    /// A client that never says a word: a port scanner, a check of a load balancer.
    static Act silent(Place place) {
        return place.serving("", place.desk().silence(place.host(), place.host().port()));
    }

    /// A client that gives its name and stops in the middle of the key exchange.
    static Act midKeyExchange(Place place) {
        String address =
                "/dev/tcp/" + place.host().address4() + "/" + place.host().port();
        Running client = place.desk()
                .start("bash", "-c", "exec 3<>" + address + "; printf 'SSH-2.0-half\\r\\n' >&3; exec cat <&3")
                .await("curve25519", Place.TO_SHOW);
        return place.serving("", client);
    }

    /// A client that sits at the question for a password and gets no answer.
    static Act atPassword(Place place) {
        Running client = place.start(List.of(
                "env",
                "SSH_ASKPASS=" + Asker.on(place),
                "SSH_ASKPASS_REQUIRE=force",
                "ssh",
                "-F",
                "none",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "PreferredAuthentications=password",
                "-p",
                Integer.toString(place.host().port()),
                "bob@" + place.host().address4()));
        Asker.awaitAsked(place);
        return place.serving("", client);
    }

    /// Dropbear ends it itself after 300 s. Now and then (1 of 8) its child says nothing before the client does, so
    /// that the child is waited for and not its banner.
    static Act silentAtDropbear(Place place) {
        String address = "/dev/tcp/" + place.host().address4() + "/" + Place.DROPBEAR;
        Running client = place.desk().start("bash", "-c", "exec 3<>" + address + "; exec cat <&3");
        Patience.await(
                "a dropbear of its own",
                Place.TO_SHOW,
                () -> !place.seat().servers().isEmpty());
        return place.serving("", client);
    }
}
