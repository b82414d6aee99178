package io.hangup.trials.acceptance;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What the agent of `web-1` would say if these users' paths were cut.
final class OneHost implements AutoCloseable {
    /// Of the fleet that it belongs to.
    static final FleetSecret SECRET = FleetSecret.generate();

    private static final HostId HOST = new HostId("web-1");
    private static final BootId BOOT = new BootId("9c1e3a52-7d10-4b2f-8e46-0a5b6c7d8e9f");

    private final String topic;
    private final KafkaProducer<String, byte[]> producer;
    private long sequence;
    private int cookies;

    OneHost(String bootstrap, String prefix) {
        this.topic = Topic.SNAPSHOTS.named(prefix);
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    /// Publishes one stuck connection for each of these users, and no other.
    void publish(List<String> users) {
        Instant now = Instant.now();
        List<Connection> stuck = IntStream.range(0, users.size())
                .mapToObj(i -> stuck(++cookies, users.get(i), now))
                .toList();
        HostFacts facts = new HostFacts("Debian GNU/Linux 12 (bookworm)", "6.1.0", now.minusSeconds(9_000), "test");
        byte[] value = Wire.encode(new HostSnapshot(
                HOST, BOOT, ++sequence, now, Duration.ZERO, facts, Map.of(), List.of(), stuck, List.of()));
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, HOST.value(), value);
        record.headers().add(Wire.SCHEMA_HEADER, Wire.SCHEMA.getBytes(StandardCharsets.UTF_8));
        record.headers().add(HostKey.HEADER, SECRET.key(HOST).seal(Topic.SNAPSHOTS, value));
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection stuck(int cookie, String user, Instant now) {
        int pid = 20_000 + cookie * 4;
        Instant before = now.minusSeconds(1_200);
        return new Connection(
                new SocketCookie(cookie),
                new Endpoint("10.77.1.2", 22),
                new Endpoint("10.77.9.9", 40_000 + cookie),
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.of(new Account(1000, user)),
                before,
                Optional.of(process(pid, 0, "sshd")),
                Optional.of(process(pid + 1, 1000, "sshd")),
                OptionalLong.of(cookie),
                new TcpHealth(
                        TcpState.ESTABLISHED,
                        TcpTimer.RETRANSMIT,
                        10,
                        0,
                        10,
                        3,
                        0,
                        900,
                        64_512,
                        before,
                        before,
                        now,
                        1,
                        2),
                List.of(new SshSession(
                        process(pid + 2, 1000, user.startsWith("<") ? "<b>x</b>" : "bash"),
                        new Terminal.Pty("pts/" + cookie, before, now),
                        Optional.empty(),
                        before,
                        now)),
                List.of());
    }

    private static HostProcess process(int pid, int uid, String command) {
        return new HostProcess(new ProcessStamp(pid, pid * 100L), uid, command, ProcessState.SLEEPING);
    }

    @Override
    public void close() {
        producer.close();
    }
}
