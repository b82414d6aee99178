package io.hangup.trials.kinds;

/// A kind, raised once on one host.
record Raised(Kind kind, Place place, Act act) {
    /// Whether a connection of the host from this address is its own. A desk has one connection; a host that is passed
    /// through has one of each user, and all of them where the agent may not see whose they are.
    boolean owns(String peer, String user) {
        return peer.equals(place.desk().address4())
                || (peer.equals(act.peer()) && (user.isEmpty() || user.equals(act.user())));
    }

    @Override
    public String toString() {
        return kind.name() + " on " + place.host();
    }
}
