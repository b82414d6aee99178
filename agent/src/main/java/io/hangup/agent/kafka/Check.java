package io.hangup.agent.kafka;

import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Tells a command from what only looks like one: size, signature over the bytes as they came, then reading.
final class Check {
    private static final String KEY_HEADER = "hangup-key";
    private static final String SIGNATURE_HEADER = "hangup-signature";

    private final Optional<TrustedKeys> keys;
    private final String keyless;

    /// @param keys whose commands are valid; empty when there are none, and then no command is
    /// @param keyless what to answer in that case
    Check(Optional<TrustedKeys> keys, String keyless) {
        this.keys = keys;
        this.keyless = keyless;
    }

    News of(byte @Nullable [] value, Headers headers) {
        if (value == null) {
            return new News.Poison(News.Kind.UNREADABLE, "it has no value");
        }
        if (value.length > Topic.COMMANDS.maxBytes()) {
            return new News.Poison(News.Kind.UNREADABLE, "it has " + value.length + " bytes");
        }
        if (keys.isEmpty()) {
            return read(value, headers, false);
        }
        return switch (keys.get().check(value, text(headers, KEY_HEADER), bytes(headers, SIGNATURE_HEADER))) {
            case Signed.Valid _ -> read(value, headers, true);
            case Signed.Invalid(String why) -> new News.Poison(News.Kind.UNTRUSTED, why);
        };
    }

    private News read(byte[] value, Headers headers, boolean trusted) {
        return switch (Wire.decode(Topic.COMMANDS, Command.class, value, text(headers, Wire.SCHEMA_HEADER))) {
            case Decoded.Good<Command>(Command command) ->
                trusted ? new News.Ordered(command) : new News.Unverifiable(command, keyless);
            case Decoded.Poison<Command>(String why) -> new News.Poison(News.Kind.UNREADABLE, why);
        };
    }

    private static byte @Nullable [] bytes(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : header.value();
    }

    private static @Nullable String text(Headers headers, String name) {
        byte[] value = bytes(headers, name);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }
}
