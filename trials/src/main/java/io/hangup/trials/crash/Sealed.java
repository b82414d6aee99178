package io.hangup.trials.crash;

import io.hangup.agent.probe.Probe;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// The one command of a round: written by the first executor, and handed over again to each that comes after it.
final class Sealed {
    private static final CommandId ID = new CommandId("the-one");
    private static final Duration TO_LOG_IN = Duration.ofSeconds(20);
    private static final long BETWEEN_LOOKS_NANOS = 50_000_000;

    private final SigningKey key;
    private final byte[] value;

    private Sealed(SigningKey key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    static Sealed in(Path folder, Probe probe) throws IOException {
        Path key = folder.resolve("controller.key");
        Path command = folder.resolve("command");
        if (!Files.exists(key)) {
            SigningKey.generate().save(key);
        }
        if (!Files.exists(command)) {
            Files.write(command, Wire.encode(drop(target(probe), probe)));
        }
        return new Sealed(SigningKey.load(key), Files.readAllBytes(command));
    }

    /// What the host trusts.
    SigningKey key() {
        return key;
    }

    CommandId id() {
        return ID;
    }

    Envelope envelope() {
        Map<String, List<byte[]>> headers = Map.of(
                Wire.SCHEMA_HEADER, List.of(Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII)),
                Envelope.KEY_HEADER, List.of(key.id().getBytes(StandardCharsets.US_ASCII)),
                Envelope.SIGNATURE_HEADER, List.of(key.sign(value)));
        return Envelope.of(value, name -> headers.getOrDefault(name, List.of()));
    }

    /// The only session of the host.
    private static Connection target(Probe probe) {
        Instant until = Instant.now().plus(TO_LOG_IN);
        while (Instant.now().isBefore(until)) {
            List<Connection> all = probe.look(Instant.now()).connections().stream()
                    .filter(connection -> !connection.sessions().isEmpty())
                    .toList();
            if (all.size() == 1) {
                return all.getFirst();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        throw new IllegalStateException("not one session to be ended");
    }

    private static Command drop(Connection connection, Probe probe) {
        HostProcess server = connection.server().orElseThrow();
        Instant now = Instant.now();
        return new Command(
                ID,
                Struck.HOST,
                probe.bootId(),
                1,
                Action.DROP,
                new CommandTarget.OneConnection(
                        connection.cookie(), connection.local(), connection.peer(), server.stamp(), server.uid()),
                // Whoever has just logged in counts as active for up to 8 s more: that is not what is tried here.
                new Guard(now.plus(Command.LIFETIME)),
                "the trial ends it",
                now,
                now.plus(Command.LIFETIME));
    }
}
