package io.hangup.trials.reuse;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.executor.Check;
import io.hangup.agent.loop.Bus;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.News;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Person;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Protection;
import io.hangup.agent.policy.Quota;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the agent stands in this trial: its eyes believe that the target is there for as long as it takes, its policy
/// allows everything, and its clock goes on when it waits. Only its hand is the real one.
final class Stand implements Sight, Bus, Clock, Counsel {
    private static final Policy LAVISH = new Policy(
            Set.of(Action.DROP),
            Set.of(),
            Protection.NONE,
            Map.of(),
            List.of(),
            Map.of(Action.DROP, Quota.parse("1000/1s")));

    private final Instant start = Instant.now();
    private final SigningKey key = SigningKey.generate();
    private final List<News> news = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private Duration running = Duration.ZERO;
    private Optional<Connection> shown = Optional.empty();

    /// The agent's eyes see this from now on.
    void show(Optional<Connection> connection) {
        shown = connection;
    }

    /// What makes this trial's commands valid.
    Check check() {
        return Check.by(Keyring.of(TrustedKeys.of(key.trusted()), TrustedKeys.of()));
    }

    void order(Command command) {
        byte[] value = Wire.encode(command);
        Map<String, List<byte[]>> headers = Map.of(
                Wire.SCHEMA_HEADER, List.of(Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII)),
                Envelope.KEY_HEADER, List.of(key.id().getBytes(StandardCharsets.US_ASCII)),
                Envelope.SIGNATURE_HEADER, List.of(key.sign(value)));
        news.add(new News.Called(Envelope.of(value, name -> headers.getOrDefault(name, List.of()))));
    }

    /// What was answered since the last question.
    Optional<Receipt> receipt() {
        return receipts.isEmpty() ? Optional.empty() : Optional.of(receipts.removeFirst());
    }

    /// Lets time pass.
    void pass(Duration time) {
        running = running.plus(time);
    }

    @Override
    public HostView look(Instant now) {
        return new HostView(List.of(), shown.stream().toList(), List.of());
    }

    @Override
    public void heed(SocketCookie connection) {
        // All that it shows is as it says.
    }

    @Override
    public boolean deaths() {
        return false;
    }

    @Override
    public List<HostProcess> processesOf(Connection connection) {
        return List.of();
    }

    @Override
    public Remains remains(long auditSession) {
        return Remains.unseen(auditSession, "nothing is left behind on this stand");
    }

    @Override
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return shown.isPresent() ? processes : List.of();
    }

    @Override
    public String send(HostSnapshot snapshot) {
        news.add(new News.Arrived(new Parcel.Snapshot(snapshot.sequence())));
        return "";
    }

    @Override
    public void send(Heartbeat heartbeat) {
        news.add(new News.Arrived(new Parcel.Beat()));
    }

    @Override
    public void send(Receipt receipt) {
        receipts.add(receipt);
        news.add(new News.Arrived(new Parcel.Answer(receipt.command())));
    }

    @Override
    public List<News> poll(Duration wait, boolean commands) {
        if (news.isEmpty()) {
            pass(wait);
        }
        List<News> all = List.copyOf(news);
        news.clear();
        return all;
    }

    @Override
    public void wake() {
        throw new IllegalStateException("nobody wakes this agent");
    }

    @Override
    public Law law() {
        return new Law.InForce(LAVISH, "the trial's policy", Optional.empty());
    }

    @Override
    public Optional<Person> person(Connection connection) {
        return Optional.of(person(0, List.of()));
    }

    @Override
    public Person person(int uid, List<HostProcess> processes) {
        return new Person(uid, Set.of("root"), true, Set.of("root"), true, true);
    }

    @Override
    public Optional<Set<String>> units(List<HostProcess> processes) {
        return Optional.of(Set.of());
    }

    @Override
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public Instant now() {
        return start.plus(running);
    }

    @Override
    public Duration running() {
        return running;
    }
}
