package io.hangup.trials.guarantee;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A command as it lies on the bus.
final class Forged {
    private final CommandId id;
    private final String host;
    private final String what;
    private final byte[] value;
    private final byte[] key;
    private final byte[] signature;
    private final byte[] approval;

    Forged(CommandId id, String host, String what, byte[] value, byte[] key, byte[] signature, byte[] approval) {
        this.id = id;
        this.host = host;
        this.what = what;
        this.value = value;
        this.key = key;
        this.signature = signature;
        this.approval = approval;
    }

    CommandId id() {
        return id;
    }

    String host() {
        return host;
    }

    /// For people: the action and the process it is about.
    String what() {
        return what;
    }

    byte[] value() {
        return value;
    }

    byte[] key() {
        return key;
    }

    byte[] signature() {
        return signature;
    }

    byte[] approval() {
        return approval;
    }

    /// As it is checked, with its approval.
    Parts parts() {
        return new Parts(
                value,
                List.of(Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII)),
                List.of(key),
                List.of(signature),
                List.of(approval));
    }

    /// The same command, each time with another one of its bits flipped.
    Stream<Forged> flipped() {
        return Stream.of(
                        bits(value).map(bit -> new Forged(id, host, what, flip(value, bit), key, signature, approval)),
                        bits(key).map(bit -> new Forged(id, host, what, value, flip(key, bit), signature, approval)),
                        bits(signature)
                                .map(bit -> new Forged(id, host, what, value, key, flip(signature, bit), approval)),
                        bits(approval)
                                .map(bit -> new Forged(id, host, what, value, key, signature, flip(approval, bit))))
                .flatMap(all -> all);
    }

    private static Stream<Integer> bits(byte[] bytes) {
        return IntStream.range(0, bytes.length * 8).boxed();
    }

    private static byte[] flip(byte[] bytes, int bit) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }
}
