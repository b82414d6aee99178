package io.hangup.trials.kinds;

import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.function.Predicate;

/// A kind raised once: its client, how its connection is told from all others, and whether it still does its work.
///
/// @param user who is logged in; empty before that
/// @param peer the address it comes from, as the server sees it
/// @param proof whether it still does what it is for, looked at for so long at most
record Act(String user, String peer, Running client, Predicate<Duration> proof) {
    boolean answers(Duration limit) {
        return client.alive() && proof.test(limit);
    }

    /// The same, come from elsewhere: through a host.
    Act from(String otherPeer) {
        return new Act(user, otherPeer, client, proof);
    }
}
