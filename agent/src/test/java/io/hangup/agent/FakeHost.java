package io.hangup.agent;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.agent.enforce.Bond;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.enforce.Signal;
import io.hangup.agent.loop.Bus;
import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.News;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Person;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/// A host, a Kafka and a clock in memory: a wait for news lets exactly that much time pass.
public final class FakeHost implements Sight, Hand, Bus, Clock, Counsel {
    public HostView view = Samples.view(Samples.connection());
    public List<HostProcess> alive = new ArrayList<>(List.of(Samples.MONITOR, Samples.CHILD, Samples.SHELL));
    public final List<HostSnapshot> snapshots = new ArrayList<>();
    public final List<Heartbeat> heartbeats = new ArrayList<>();
    public final List<Receipt> receipts = new ArrayList<>();
    public final List<String> signals = new ArrayList<>();
    public final List<String> told = new ArrayList<>();
    /// Why no terminal takes a text.
    public Optional<String> deaf = Optional.empty();
    public final List<News> news = new ArrayList<>();
    public final List<SocketCookie> heeded = new ArrayList<>();
    /// What becomes of a socket that is to be destroyed.
    public Severed severed = new Severed.Failed("its socket can't be destroyed here");
    public final List<SocketCookie> severances = new ArrayList<>();
    public int looks;
    public boolean died;
    public boolean kafkaUp = true;
    /// What does not arrive although Kafka is up.
    public Predicate<Parcel> lost = _ -> false;
    public Law law = Samples.LAW;
    /// The processes of each login; of others, all that are alive.
    public final Map<SocketCookie, List<HostProcess>> logins = new HashMap<>();
    /// What of a process is more than usual.
    public final Map<Integer, Held> natures = new HashMap<>();
    /// Of others, groups and sessions of their own.
    public final Map<Integer, Bond> bonds = new HashMap<>();
    public final Map<SocketCookie, Person> people = new HashMap<>();
    public Optional<Set<String>> units = Optional.of(Set.of());
    /// What can't be held though it runs.
    public final Set<Integer> slippery = new HashSet<>();
    /// What logins left behind.
    public LongFunction<Remains> remains = session -> Remains.unseen(session, "nothing was left here");
    /// Whose processes belong to protected users.
    public final Map<Integer, Person> persons = new HashMap<>();

    public Duration running = Duration.ZERO;
    public Duration stepped = Duration.ZERO;
    /// What a signal does to this host.
    public Consumer<FakeHost> onSignal = host -> {};

    /// Everything that serves the connection ends, and the connection with it.
    public void end() {
        alive.removeAll(List.of(Samples.MONITOR, Samples.CHILD));
        view = Samples.view();
    }

    @Override
    public HostView look(Instant now) {
        looks++;
        return view;
    }

    @Override
    public void heed(SocketCookie connection) {
        heeded.add(connection);
    }

    @Override
    public boolean deaths() {
        boolean any = died;
        died = false;
        return any;
    }

    @Override
    public List<HostProcess> processesOf(Connection connection) {
        return logins.getOrDefault(connection.cookie(), List.copyOf(alive));
    }

    @Override
    public Remains remains(long auditSession) {
        return remains.apply(auditSession);
    }

    @Override
    public List<HostProcess> stillAlive(List<HostProcess> processes) {
        return processes.stream().filter(alive::contains).toList();
    }

    @Override
    public Gripped grip(int pid) {
        if (slippery.contains(pid)) {
            return new Gripped.Missed("process " + pid + " can't be held: errno 24", false);
        }
        return alive.stream()
                .filter(p -> p.pid() == pid)
                .findFirst()
                .<Gripped>map(p -> new Gripped.Held(new FakeGrip(p)))
                .orElseGet(() -> new Gripped.Missed("process " + pid + " has ended", true));
    }

    @Override
    public List<Grip> group(HostProcess leader) {
        List<Grip> all = new ArrayList<>();
        alive.stream()
                .map(FakeGrip::new)
                .filter(grip -> grip.bond().group() == leader.pid())
                .forEach(all::add);
        return all;
    }

    @Override
    public Optional<String> tell(Grip leader, HostProcess server, String text) {
        told.add(leader.process().pid() + " " + text);
        return deaf;
    }

    @Override
    public Severed sever(Connection connection) {
        severances.add(connection.cookie());
        if (severed instanceof Severed.Done) {
            view = Samples.view();
        }
        return severed;
    }

    @Override
    public Set<Integer> lineage() {
        return Set.of(1);
    }

    @Override
    public Optional<String> powerless() {
        return Optional.empty();
    }

    @Override
    public String send(HostSnapshot snapshot) {
        snapshots.add(snapshot);
        tell(new Parcel.Snapshot(snapshot.sequence()));
        return "digest-" + snapshot.sequence();
    }

    @Override
    public void send(Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
        tell(new Parcel.Beat());
    }

    @Override
    public void send(Receipt receipt) {
        receipts.add(receipt);
        tell(new Parcel.Answer(receipt.command()));
    }

    private void tell(Parcel parcel) {
        news.add(kafkaUp && !lost.test(parcel) ? new News.Arrived(parcel) : new News.Lost(parcel, "no broker"));
    }

    @Override
    public List<News> poll(Duration wait, boolean commands) {
        running = news.isEmpty() && !died ? running.plus(wait) : running;
        List<News> all = List.copyOf(news);
        news.clear();
        return all;
    }

    @Override
    public void wake() {
        throw new IllegalStateException("nobody wakes a cycle in memory");
    }

    @Override
    public Law law() {
        return law;
    }

    @Override
    public Optional<Person> person(Connection connection) {
        return Optional.ofNullable(people.get(connection.cookie()));
    }

    @Override
    public Person person(int uid, List<HostProcess> processes) {
        return persons.getOrDefault(
                uid, new Person(uid, Set.of(Integer.toString(uid)), true, Set.of("users"), true, true));
    }

    @Override
    public Optional<Set<String>> units(List<HostProcess> processes) {
        return units;
    }

    @Override
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    @Override
    public Instant now() {
        return Samples.NOON.plus(running).plus(stepped);
    }

    @Override
    public Duration running() {
        return running;
    }

    private final class FakeGrip implements Grip {
        private final HostProcess process;

        FakeGrip(HostProcess process) {
            this.process = process;
        }

        @Override
        public Held held() {
            return natures.getOrDefault(process.pid(), new Held(process, false, Optional.of(Set.of())));
        }

        @Override
        public Bond bond() {
            return bonds.getOrDefault(process.pid(), new Bond(process.pid(), process.pid(), 0, 7, false));
        }

        @Override
        public Optional<String> send(Signal signal) {
            signals.add(signal + " " + process.pid());
            onSignal.accept(FakeHost.this);
            return Optional.empty();
        }

        @Override
        public boolean exited() {
            return !alive.contains(process);
        }

        @Override
        public void close() {}
    }
}
