package io.hangup.protocol.snapshot;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.util.regex.Pattern;

/// "I am here, and this is the last snapshot I have sent."
///
/// @param boot the first eight digits of the boot's id ([BootId#mark]): the digest stands for the whole of it
/// @param sequence of the last snapshot, whether it has arrived or not; 0 before the first
/// @param digest of that snapshot's bytes, 16 hexadecimal digits; one that does not match means that a snapshot was
///     lost
/// @param at on the host's clock: ages are reckoned on it
public record Heartbeat(HostId host, String boot, long sequence, String digest, Instant at) {
    private static final Pattern MARK = Pattern.compile("[0-9a-f]{8}");

    public Heartbeat {
        if (!MARK.matcher(boot).matches()) {
            throw new IllegalArgumentException("boot is not the first eight digits of a boot id");
        }
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence is negative");
        }
    }

    public Heartbeat(HostId host, BootId boot, long sequence, String digest, Instant at) {
        this(host, boot.mark(), sequence, digest, at);
    }

    /// Whether it is from this boot of its host.
    public boolean of(BootId other) {
        return boot.equals(other.mark());
    }
}
