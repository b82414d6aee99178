package io.hangup.protocol.ocsf;

import java.nio.charset.StandardCharsets;

/// What a checkpoint signs: by the hash of the record before it, everything that was written so far.
final class Checkpoint {
    private Checkpoint() {}

    static byte[] bytes(long sequence, String previous, long epoch, long time) {
        return (sequence + "\n" + previous + "\n" + epoch + "\n" + time).getBytes(StandardCharsets.US_ASCII);
    }
}
