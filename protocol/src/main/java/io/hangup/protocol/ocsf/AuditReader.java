package io.hangup.protocol.ocsf;

import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Sha256;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads of an audit record what its place in the chain hangs on. Whatever the bytes are, it gives an answer.
public final class AuditReader {
    /// Beyond this a number is not exact in every reader of JSON.
    private static final long MOST = 1L << 53;

    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");

    private final TrustedKeys keys;

    /// @param keys of every controller that may have signed the chain
    public AuditReader(TrustedKeys keys) {
        this.keys = keys;
    }

    private record Shape(Metadata metadata, long time, Unmapped unmapped) {}

    private record Metadata(long sequence) {}

    private record Unmapped(Chain chain, Optional<Signature> checkpoint) {}

    private record Chain(String previous, long epoch) {}

    private record Signature(String key, String signature) {}

    /// @param where it stands, for people
    public Decoded<Link> read(String where, byte[] value) {
        return switch (Wire.decode(Topic.AUDIT, Shape.class, value, Wire.SCHEMA)) {
            case Decoded.Poison<Shape>(var why) -> new Decoded.Poison<>(why);
            case Decoded.Good<Shape>(var shape) -> link(where, value, shape);
        };
    }

    private Decoded<Link> link(String where, byte[] value, Shape shape) {
        long sequence = shape.metadata().sequence();
        Chain chain = shape.unmapped().chain();
        if (sequence < 1 || sequence > MOST || chain.epoch() < 0) {
            return new Decoded.Poison<>("its number can't be one");
        }
        if (!HASH.matcher(chain.previous()).matches()) {
            return new Decoded.Poison<>("what it follows is no SHA-256");
        }
        return new Decoded.Good<>(new Link(
                where,
                sequence,
                chain.previous(),
                Sha256.of(value),
                chain.epoch(),
                Instant.ofEpochMilli(Math.clamp(shape.time(), 0, MOST)),
                shape.unmapped().checkpoint().map(signature -> worth(signature, sequence, shape))));
    }

    private Link.Signature worth(Signature signature, long sequence, Shape shape) {
        if (!SIGNATURE.matcher(signature.signature()).matches()) {
            return new Link.Signature.Bad("its signature is none");
        }
        Chain chain = shape.unmapped().chain();
        byte[] what = Checkpoint.bytes(sequence, chain.previous(), chain.epoch(), shape.time());
        return switch (keys.checkAttested(what, signature.key(), HexFormat.of().parseHex(signature.signature()))) {
            case Signed.Valid(var key) -> new Link.Signature.Good(key);
            case Signed.Invalid(var why) -> new Link.Signature.Bad(why);
        };
    }
}
