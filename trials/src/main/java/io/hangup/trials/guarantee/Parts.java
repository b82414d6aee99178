package io.hangup.trials.guarantee;

import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A command's bytes and all that stands beside them, each header as often as it stands there.
final class Parts {
    private final byte[] value;
    private final List<byte[]> schema;
    private final List<byte[]> key;
    private final List<byte[]> signature;
    private final List<byte[]> approval;

    Parts(byte[] value, List<byte[]> schema, List<byte[]> key, List<byte[]> signature, List<byte[]> approval) {
        this.value = value;
        this.schema = schema;
        this.key = key;
        this.signature = signature;
        this.approval = approval;
    }

    byte[] value() {
        return value;
    }

    List<byte[]> schema() {
        return schema;
    }

    List<byte[]> key() {
        return key;
    }

    List<byte[]> signature() {
        return signature;
    }

    List<byte[]> approval() {
        return approval;
    }

    Parts of(byte[] other) {
        return new Parts(other, schema, key, signature, approval);
    }

    Parts by(List<byte[]> others) {
        return new Parts(value, schema, others, signature, approval);
    }

    Parts signed(List<byte[]> others) {
        return new Parts(value, schema, key, others, approval);
    }

    Parts approved(List<byte[]> others) {
        return new Parts(value, schema, key, signature, others);
    }

    /// Another schema than any that a host reads, or none, or two.
    Parts written(List<byte[]> others) {
        return new Parts(value, others, key, signature, approval);
    }

    Envelope envelope() {
        return Envelope.of(value, name -> switch (name) {
            case Wire.SCHEMA_HEADER -> schema;
            case Envelope.KEY_HEADER -> key;
            case Envelope.SIGNATURE_HEADER -> signature;
            case Envelope.APPROVAL_HEADER -> approval;
            default -> throw new IllegalArgumentException("nobody reads the header " + name);
        });
    }

    /// Whether it is the same, byte by byte.
    boolean same(Parts other) {
        List<byte[]> mine = all().toList();
        List<byte[]> theirs = other.all().toList();
        return key.size() == other.key.size()
                && signature.size() == other.signature.size()
                && schema.size() == other.schema.size()
                && mine.size() == theirs.size()
                && IntStream.range(0, mine.size()).allMatch(i -> Arrays.equals(mine.get(i), theirs.get(i)));
    }

    private Stream<byte[]> all() {
        return Stream.of(List.of(value), schema, key, signature, approval).flatMap(List::stream);
    }
}
