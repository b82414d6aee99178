package io.hangup.trials.guarantee;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import io.hangup.trials.lab.LabFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// Somebody who has the controller's disk, an operator's key and the bus, and writes to hosts what he likes.
final class Attacker implements AutoCloseable {
    /// Above that of any controller, so that none can put a stop to it.
    private static final long EPOCH = 1_000_000_000_000L;

    private final SigningKey controller;
    private final SigningKey operator;
    private final Function<String, BootId> boots;
    private final KafkaProducer<String, byte[]> producer;
    private final AtomicInteger number = new AtomicInteger();
    private final List<Future<RecordMetadata>> underWay = new ArrayList<>();

    /// @param boots the boot of each host
    Attacker(SigningKey controller, SigningKey operator, Function<String, BootId> boots, String bootstrap) {
        this.controller = controller;
        this.operator = operator;
        this.boots = boots;
        producer = new KafkaProducer<>(
                Map.<String, Object>of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /// A command with every signature there is, and a guard that spares nobody.
    Forged forge(String host, Action action, CommandTarget target) {
        Instant now = Instant.now();
        var command = new Command(
                new CommandId("forged-" + number.incrementAndGet()),
                new HostId(host),
                boots.apply(host),
                EPOCH,
                action,
                target,
                new Guard(now.plus(Duration.ofDays(1))),
                "your system administrator",
                now,
                now.plus(Command.LIFETIME));
        byte[] value = Wire.encode(command);
        return new Forged(
                command.id(),
                host,
                action + " for process " + target.process().pid(),
                value,
                controller.id().getBytes(StandardCharsets.US_ASCII),
                controller.sign(value),
                Envelope.header(operator.approve(value)));
    }

    /// Writes it to the bus, for the host that it names.
    void send(Forged forged) {
        sendTo(forged.host(), forged);
    }

    /// Writes it to the bus, for any host.
    void sendTo(String host, Forged forged) {
        var record = new ProducerRecord<>(Topic.COMMANDS.named("hangup"), host, forged.value());
        record.headers()
                .add(Wire.SCHEMA_HEADER, Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII))
                .add(Envelope.KEY_HEADER, forged.key())
                .add(Envelope.SIGNATURE_HEADER, forged.signature())
                .add(Envelope.APPROVAL_HEADER, forged.approval());
        underWay.add(producer.send(record));
    }

    /// Writes anything to the bus, with whatever stands beside it.
    void sendTo(String host, Envelope envelope) {
        var record = new ProducerRecord<>(Topic.COMMANDS.named("hangup"), host, envelope.value());
        Envelope.HEADERS.forEach(
                name -> envelope.all(name).forEach(value -> record.headers().add(name, value)));
        underWay.add(producer.send(record));
    }

    /// What a host checks by that trusts these keys.
    Keyring trusting() {
        return Keyring.of(TrustedKeys.of(controller.trusted()), TrustedKeys.of(operator.trusted()));
    }

    /// Both signatures of the operator's key and of the controller's, each in the other's place.
    Parts swapped(byte[] value) {
        return new Parts(
                value,
                List.of(ascii(Wire.SCHEMA)),
                List.of(ascii(operator.id())),
                List.of(operator.sign(value)),
                List.of(Envelope.header(controller.approve(value))));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /// Returns when all that was sent is on the bus.
    void flush() {
        try {
            for (Future<RecordMetadata> one : underWay) {
                one.get();
            }
            underWay.clear();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted: writing to the bus");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the bus does not take what is written to it", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
