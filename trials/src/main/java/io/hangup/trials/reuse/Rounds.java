package io.hangup.trials.reuse;

import io.hangup.agent.executor.LocalExecutor;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.journal.Uptime;
import io.hangup.agent.loop.DutyCycle;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Rhythm;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.HostFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// `Rounds COUNT SEED FOLDER HAND`, alone in a pid namespace: in each round a command is carried out by the agent's own
/// cycle, ledger and hand, while the pid it names is given to another process, until that was so COUNT times. Prints
/// how far it is, and in the end what it saw.
public final class Rounds {
    static final String WRONG = "innocent processes that were harmed";
    static final String MISSED = "targets that were to end and did not";
    static final String UNANSWERED = "commands without an answer";
    static final String UNREACHED = "commands that were refused before their signal";

    /// The hand that `kill` is; any other word means the agent's own.
    static final String CARELESS = "careless";

    private static final HostId HOST = new HostId("here");
    private static final BootId BOOT = new BootId("0a1b2c3d-0000-4000-8000-000000000001");
    private static final Endpoint LOCAL = new Endpoint("10.0.0.1", 22);
    private static final Endpoint PEER = new Endpoint("10.0.0.2", 50_000);
    private static final List<Moment> HANDED_OVER =
            List.of(Moment.BEFORE_THE_HOLD, Moment.BEFORE_THE_SIGNAL, Moment.MEANWHILE);
    private static final int AT_ONCE = 50;
    private static final int CONTROL_EVERY = 50;
    private static final int MOST_TURNS = 100;
    private static final int TELL_EVERY = 5_000;
    /// Two processes that start within one tick of 10 ms can't be told apart by their start.
    private static final Duration TICK = Duration.ofMillis(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Stand stand = new Stand();
    private final Swap hand;
    private final DutyCycle cycle;
    private final Random random;
    private final Map<Moment, Integer> rounds = new EnumMap<>(Moment.class);
    private final Map<String, Integer> answers = new TreeMap<>();
    private int reused;
    private int wrong;
    private int missed;
    private int unanswered;
    private int unreached;
    private int number;

    private Rounds(long seed, boolean careless, FileJournal journal) {
        random = new Random(seed);
        hand = new Swap(new PidfdHand(), careless);
        var identity = new Identity(HOST, BOOT, new HostFacts("trial", "trial", Instant.now(), "0"), Map.of(), 1);
        var executor = new LocalExecutor(
                identity,
                Optional.empty(),
                stand.check(),
                List.of(),
                new LocalExecutor.Ports(stand, hand, stand, journal, stand, Optional.empty()));
        cycle = new DutyCycle(
                identity,
                Rhythm.USUAL,
                List.of(),
                new DutyCycle.Ports(stand, stand, executor, stand, Optional.empty()),
                () -> {});
    }

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        int count = Integer.parseInt(arguments[0]);
        try (FileJournal journal = FileJournal.open(Path.of(arguments[2]), Instant.now(), uptime())) {
            var all = new Rounds(Long.parseLong(arguments[1]), arguments[3].equals(CARELESS), journal);
            for (int told = 0; all.reused < count; ) {
                all.some(AT_ONCE);
                if (all.reused - told >= TELL_EVERY) {
                    told = all.reused;
                    out.println("reused " + told);
                }
            }
            out.println("reused " + all.reused);
            all.rounds.forEach((moment, rounds) -> out.println("moment " + moment + " " + rounds));
            all.answers.forEach((answer, times) -> out.println("answer " + times + " " + answer));
            out.println("sum " + WRONG + " " + all.wrong);
            out.println("sum " + MISSED + " " + all.missed);
            out.println("sum " + UNANSWERED + " " + all.unanswered);
            out.println("sum " + UNREACHED + " " + all.unreached);
        }
    }

    private static Uptime uptime() {
        long start = System.nanoTime();
        return new Uptime() {
            @Override
            public String boot() {
                return BOOT.value();
            }

            @Override
            public Duration now() {
                return Duration.ofNanos(System.nanoTime() - start);
            }
        };
    }

    /// Targets are started together, so that one wait makes all of them older than a tick.
    private void some(int count) throws IOException {
        Deque<Bystander> targets = new ArrayDeque<>();
        for (int i = 0; i < count; i++) {
            targets.add(Bystander.start());
        }
        LockSupport.parkNanos(TICK.toNanos());
        while (!targets.isEmpty()) {
            round(targets.remove());
        }
    }

    private void round(Bystander target) throws IOException {
        Moment moment =
                ++number % CONTROL_EVERY == 0 ? Moment.NEVER : HANDED_OVER.get(random.nextInt(HANDED_OVER.size()));
        rounds.merge(moment, 1, Integer::sum);
        Command command = command(target.seen());
        hand.around(() -> {}, () -> stand.show(Optional.empty()));
        CompletableFuture<Optional<Bystander>> innocent = switch (moment) {
            case BEFORE_THE_HOLD -> CompletableFuture.completedFuture(successor(target));
            case BEFORE_THE_SIGNAL -> beforeTheSignal(target);
            case MEANWHILE -> meanwhile(target, random.nextInt(3_000_000));
            case NEVER -> new CompletableFuture<>();
        };
        stand.order(command);
        answered(command);
        if (moment == Moment.NEVER) {
            missed += ended(target) ? 0 : 1;
        } else if (moment == Moment.BEFORE_THE_SIGNAL && !innocent.isDone()) {
            unreached++;
        } else {
            judge(innocent);
        }
        target.end();
    }

    private CompletableFuture<Optional<Bystander>> beforeTheSignal(Bystander target) {
        var innocent = new CompletableFuture<Optional<Bystander>>();
        hand.around(() -> innocent.complete(successor(target)), () -> stand.show(Optional.empty()));
        return innocent;
    }

    private static CompletableFuture<Optional<Bystander>> meanwhile(Bystander target, int nanos) {
        return CompletableFuture.supplyAsync(() -> {
            LockSupport.parkNanos(nanos);
            return successor(target);
        });
    }

    private static Optional<Bystander> successor(Bystander target) {
        try {
            target.end();
            return Bystander.withPid(target.pid());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answered(Command command) {
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            cycle.turn();
            Optional<Receipt> receipt = stand.receipt();
            if (receipt.isPresent() && receipt.get().command().equals(command.id())) {
                answers.merge(kind(receipt.get().outcome()), 1, Integer::sum);
                return;
            }
        }
        unanswered++;
    }

    private static String kind(Outcome outcome) {
        return outcome.toString().replaceAll("[0-9][0-9TZ:.-]*", "N");
    }

    private void judge(CompletableFuture<Optional<Bystander>> coming) {
        Optional<Bystander> innocent = coming.join();
        reused += innocent.isPresent() ? 1 : 0;
        wrong += innocent.filter(one -> !one.end()).isPresent() ? 1 : 0;
    }

    private static boolean ended(Bystander target) {
        long until = System.nanoTime() + TO_END.toNanos();
        while (target.alive() && System.nanoTime() < until) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return !target.alive();
    }

    private Command command(HostProcess target) {
        var cookie = new SocketCookie(number);
        stand.show(Optional.of(connection(cookie, target)));
        return new Command(
                new CommandId("c-" + number),
                HOST,
                BOOT,
                1,
                Action.DROP,
                new CommandTarget.OneConnection(cookie, LOCAL, PEER, target.stamp(), target.uid()),
                new Guard(stand.now()),
                "trial",
                stand.now(),
                stand.now().plusSeconds(60));
    }

    private Connection connection(SocketCookie cookie, HostProcess target) {
        Instant earlier = stand.now().minusSeconds(3_600);
        return new Connection(
                cookie,
                LOCAL,
                PEER,
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.empty(),
                earlier,
                Optional.of(target),
                Optional.empty(),
                OptionalLong.empty(),
                new TcpHealth(
                        TcpState.ESTABLISHED,
                        TcpTimer.KEEPALIVE,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        65_535,
                        earlier,
                        earlier,
                        earlier,
                        0,
                        0),
                List.of(),
                List.of());
    }
}
