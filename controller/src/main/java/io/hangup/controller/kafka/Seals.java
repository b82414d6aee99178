package io.hangup.controller.kafka;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.Topic;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tells whether a record is its host's own, and which hosts still seal with the key of a former fleet secret: they
/// must be given their new one before the former secret is taken out.
final class Seals {
    private static final Logger LOG = System.getLogger(Seals.class.getName());

    private final FleetSecret secret;
    private final Set<HostId> former = ConcurrentHashMap.newKeySet();

    Seals(FleetSecret secret) {
        this.secret = secret;
    }

    /// @param value empty for a tombstone
    /// @param mac as the record's header says; null when there is none
    boolean isOwn(HostId host, Topic topic, byte[] value, byte @Nullable [] mac) {
        FleetSecret.Seal seal = secret.check(host, topic, value, mac);
        // Of all that a host sends, its heartbeats are surely new.
        if (topic == Topic.HEARTBEATS) {
            note(host, seal);
        }
        return seal != FleetSecret.Seal.FOREIGN;
    }

    /// What is foreign says nothing of the host that it names.
    private void note(HostId host, FleetSecret.Seal seal) {
        switch (seal) {
            case CURRENT -> {
                if (former.remove(host)) {
                    LOG.log(Level.INFO, "host " + host + " has its new key; " + former.size() + " others have not");
                }
            }
            case FORMER -> {
                if (former.add(host)) {
                    LOG.log(Level.WARNING, "host " + host + " seals with its former key: give it its new one");
                }
            }
            case FOREIGN -> {}
        }
    }

    /// How many hosts sealed their last heartbeat with a former key.
    int former() {
        return former.size();
    }
}
