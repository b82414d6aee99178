package io.hangup.controller.feed;

import io.hangup.controller.fleet.Joints;
import io.hangup.controller.fleet.Joints.Arrival;
import io.hangup.controller.fleet.Joints.Departure;
import io.hangup.protocol.feed.Chain.Gap;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import java.util.Optional;

/// One hop as far as it could be joined: at least one of its ends.
///
/// @param owner the known host that has the address of the end that is not seen
record Link(Optional<Departure> near, Optional<Arrival> far, Gap gap, Optional<HostId> owner) {

    static Link to(Arrival far, Joints joints) {
        Joints.Fit<Departure> match = joints.departure(far.host(), far.connection());
        if (match.one().isPresent() || match.several()) {
            return new Link(
                    match.one(), Optional.of(far), match.several() ? Gap.AMBIGUOUS : Gap.NONE, Optional.empty());
        }
        Optional<HostId> owner =
                joints.owner(far.host(), far.connection().peer().address());
        Gap gap = owner.isPresent() ? Gap.CLIENT_UNMATCHED : Gap.CLIENT_OUTSIDE;
        return new Link(Optional.empty(), Optional.of(far), gap, owner);
    }

    static Link from(Departure near, Joints joints) {
        Joints.Fit<Arrival> match = joints.arrival(near);
        if (match.one().isPresent() || match.several()) {
            return new Link(
                    Optional.of(near), match.one(), match.several() ? Gap.AMBIGUOUS : Gap.NONE, Optional.empty());
        }
        Optional<HostId> owner = joints.owner(near.host(), near.hop().peer().address());
        Gap gap = owner.isPresent() ? Gap.SERVER_UNMATCHED : Gap.SERVER_OUTSIDE;
        return new Link(Optional.of(near), Optional.empty(), gap, owner);
    }

    /// Id of the client's end.
    Optional<String> client() {
        return near.map(Link::id);
    }

    /// Id of the server's end.
    Optional<String> connection() {
        return far.map(Link::id);
    }

    static String id(Departure near) {
        return new Target.OneConnection(
                        near.host().host(),
                        near.host().snapshot().boot(),
                        near.hop().cookie())
                .id();
    }

    static String id(Arrival far) {
        return new Target.OneConnection(
                        far.host().host(),
                        far.host().snapshot().boot(),
                        far.connection().cookie())
                .id();
    }

    boolean has(String id) {
        return client().equals(Optional.of(id)) || connection().equals(Optional.of(id));
    }

    Endpoint clientAddress() {
        return near.map(end -> end.hop().local())
                .orElseGet(() -> far.orElseThrow().connection().peer());
    }

    Endpoint serverAddress() {
        return near.map(end -> end.hop().peer())
                .orElseGet(() -> far.orElseThrow().connection().local());
    }

    /// What can't be seen of it, for a person; empty where both ends are.
    String unseen() {
        String host = owner.map(HostId::value).orElse("");
        return switch (gap) {
            case NONE -> "";
            case CLIENT_OUTSIDE ->
                "its client is unknown: no host of the fleet is known to have the address "
                        + clientAddress().address();
            case CLIENT_UNMATCHED ->
                "its client is unknown: " + host + " has the address "
                        + clientAddress().address() + ", and no SSH client there is known to lead here; an address is"
                        + " translated on the way, or the agent there can't see it";
            case SERVER_OUTSIDE ->
                "where it ends is unknown: no host of the fleet is known to have the address "
                        + serverAddress().address();
            case SERVER_UNMATCHED ->
                "where it ends is unknown: " + host + " has the address "
                        + serverAddress().address() + ", and no such connection arrived there; an address is"
                        + " translated on the way, or it has ended there";
            case AMBIGUOUS ->
                "its other end is unknown: several hosts have a connection with these addresses, and nobody can tell"
                        + " which it is";
        };
    }
}
