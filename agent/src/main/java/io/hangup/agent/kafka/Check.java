package io.hangup.agent.kafka;

import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.Opened;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/// Tells a command from what only looks like one.
final class Check {
    private final Optional<Keyring> keys;
    private final String keyless;

    /// @param keys whose commands are valid; empty when there are none, and then no command is
    /// @param keyless what to answer in that case
    Check(Optional<Keyring> keys, String keyless) {
        this.keys = keys;
        this.keyless = keyless;
    }

    News of(byte @Nullable [] value, Headers headers) {
        if (value == null) {
            return new News.Poison(News.Kind.UNREADABLE, "it has no value");
        }
        if (keys.isEmpty()) {
            return turnedAway(value, headers);
        }
        return switch (keys.get().open(Envelope.of(value, name -> all(headers, name)))) {
            case Opened.Ordered(var command, var authority) -> new News.Ordered(command, authority);
            case Opened.Untrusted(String why) -> new News.Poison(News.Kind.UNTRUSTED, why);
            case Opened.Unreadable(String why) -> new News.Poison(News.Kind.UNREADABLE, why);
        };
    }

    private News turnedAway(byte[] value, Headers headers) {
        List<byte[]> schema = all(headers, Wire.SCHEMA_HEADER);
        String version = schema.size() == 1 ? new String(schema.getFirst(), StandardCharsets.UTF_8) : null;
        return switch (Wire.decode(Topic.COMMANDS, Command.class, value, version)) {
            case Decoded.Good<Command>(Command command) -> new News.Unverifiable(command, keyless);
            case Decoded.Poison<Command>(String why) -> new News.Poison(News.Kind.UNREADABLE, why);
        };
    }

    private static List<byte[]> all(Headers headers, String name) {
        return StreamSupport.stream(headers.headers(name).spliterator(), false)
                .map(Header::value)
                .filter(value -> value != null)
                .toList();
    }
}
