package io.hangup.agent.executor;

import io.hangup.agent.loop.News;
import io.hangup.protocol.command.Authority;
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

/// Tells a command from what only looks like one.
public final class Check {
    private final Optional<Keyring> keys;
    private final String keyless;

    private Check(Optional<Keyring> keys, String keyless) {
        this.keys = keys;
        this.keyless = keyless;
    }

    /// By these keys.
    public static Check by(Keyring keys) {
        return new Check(Optional.of(keys), "");
    }

    /// Without keys, no command is valid.
    ///
    /// @param why what to answer to each
    public static Check keyless(String why) {
        return new Check(Optional.empty(), why);
    }

    /// What something turned out to be.
    sealed interface Checked {
        /// A command whose signatures are valid.
        record Ordered(Command command, Authority authority) implements Checked {}

        /// A command that nobody here can check, for want of keys. It is never carried out.
        record Unverifiable(Command command, String why) implements Checked {}

        /// No command, or one whose signature is not valid.
        record Poison(News.Kind kind, String why) implements Checked {}
    }

    Checked of(Envelope envelope) {
        if (keys.isEmpty()) {
            return turnedAway(envelope);
        }
        return switch (keys.get().open(envelope)) {
            case Opened.Ordered(var command, var authority) -> new Checked.Ordered(command, authority);
            case Opened.Untrusted(String why) -> new Checked.Poison(News.Kind.UNTRUSTED, why);
            case Opened.Unreadable(String why) -> new Checked.Poison(News.Kind.UNREADABLE, why);
        };
    }

    private Checked turnedAway(Envelope envelope) {
        List<byte[]> schema = envelope.all(Wire.SCHEMA_HEADER);
        String version = schema.size() == 1 ? new String(schema.getFirst(), StandardCharsets.UTF_8) : null;
        return switch (Wire.decode(Topic.COMMANDS, Command.class, envelope.value(), version)) {
            case Decoded.Good<Command>(Command command) -> new Checked.Unverifiable(command, keyless);
            case Decoded.Poison<Command>(String why) -> new Checked.Poison(News.Kind.UNREADABLE, why);
        };
    }
}
