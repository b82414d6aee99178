package io.hangup.protocol.snapshot;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import java.time.Instant;

/// "I am here, and this is the last snapshot I published."
///
/// @param sequence of the last published snapshot; 0 before the first
/// @param digest of that snapshot's bytes, 16 hexadecimal digits; one that does not match means that a snapshot was
/// lost
/// @param at on the host's clock: ages are reckoned on it
public record Heartbeat(HostId host, BootId boot, long sequence, String digest, Instant at) {
    public Heartbeat {
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative");
        }
    }
}
