package io.hangup.agent.executor;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.FACTS;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.LISTENER;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.enforce.Held;
import io.hangup.agent.executor.Crowd.Guest;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.loop.ClockWatch;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.policy.Consent;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who holds the controller's key, or an operator's as well, sends whatever he likes; between his commands agents are
/// killed, clocks are set and pauses come and go. Each signal that is sent is held against the policy by [Crowd], which
/// knows the truth about everybody and shares no code with what is tested.
class GuaranteeTest {
    private static final HostProcess KERNEL = Samples.process(55, 55, 0, "kworker/0:1", ProcessState.SLEEPING);
    private static final HostProcess INIT = Samples.process(1, 1, 0, "systemd", ProcessState.SLEEPING);
    private static final HostProcess AGENT = Samples.process(4_000, 90, 0, "java", ProcessState.SLEEPING);
    private static final List<Action> ACTIONS = List.of(Action.values());
    private static final List<Consent> CONSENTS = List.of(Consent.values());
    private static final Duration STEP = Duration.ofSeconds(37);

    private final SigningKey key = SigningKey.generate();
    private final TrustedKeys trusted = TrustedKeys.of(key.trusted());
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int ended;

    @TempDir
    Path folder;

    @Test
    void nothingOutsidePolicyAndBudgetHappensWhoeverHoldsTheKeys() throws IOException {
        for (long seed = 1; seed <= 60; seed++) {
            new Run(seed).run();
        }

        assertThat(ended).as("what may happen does").isGreaterThan(100);
        assertThat(refusals.keySet())
                .as("each stop was met: %s", refusals)
                .contains(
                        "allow",
                        "approve",
                        "hours",
                        "protect.users",
                        "protect.groups",
                        "protect.addresses",
                        "protect.commands",
                        "protect.lastAdministrator",
                        "minimumIdle",
                        "budget.drop",
                        "paused",
                        "broken",
                        "never");
    }

    /// One policy and one attacker.
    private final class Run {
        private final long seed;
        private final Random random;
        private final FakeHost host = new FakeHost();
        private final Crowd crowd;
        private final Policy policy;
        private final List<Duration> spent = new ArrayList<>();
        private FileJournal journal;
        private CommandDesk desk;
        private Consent consent = Consent.AUTOMATIC;
        private Action action = Action.DROP;

        Run(long seed) throws IOException {
            this.seed = seed;
            random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
            crowd = new Crowd(random);
            policy = crowd.policy();
            host.law = new Law.InForce(policy, "policy.yaml", Optional.empty());
            host.onSignal = _ -> check();
            start();
        }

        void start() throws IOException {
            journal = FileJournal.open(folder.resolve("run-" + seed), host.now(), Samples.uptime(() -> host.running));
            desk = new CommandDesk(
                    new Identity(HOST, BOOT, FACTS, Map.of(), 1),
                    Optional.empty(),
                    new Hearing(host, host, new ClockWatch()),
                    host,
                    host,
                    journal,
                    host.receipts::add,
                    host,
                    new Inquiries(Optional.empty()),
                    Restarter.none("this test restarts nothing"));
        }

        void run() throws IOException {
            for (int i = 0; i < 60; i++) {
                host.running = host.running.plus(STEP.multipliedBy(1 + random.nextInt(3)));
                crowd.arrive(host, host.now());
                host.alive.addAll(List.of(LISTENER, KERNEL, INIT, AGENT));
                host.natures.put(KERNEL.pid(), new Held(KERNEL, true, Optional.of(Set.of())));
                host.natures.put(LISTENER.pid(), new Held(LISTENER, false, Optional.of(Set.of(22))));
                happen();
                order(i);
                host.running = host.running.plusSeconds(6);
                desk.advance(host.view);
                host.running = host.running.plusSeconds(6);
                desk.advance(host.view);
            }
            journal.close();
        }

        private void happen() throws IOException {
            switch (random.nextInt(8)) {
                case 0 -> {
                    desk.close();
                    journal.close();
                    start();
                    desk.recover(() -> host.view);
                }
                case 1 -> host.stepped = host.stepped.plusHours(random.nextInt(96) - 48);
                case 2 -> host.law = new Law.InForce(policy, "policy.yaml", Optional.of("/etc/hangup/paused"));
                case 3 -> host.law = new Law.Broken("the policy is broken");
                default -> host.law = new Law.InForce(policy, "policy.yaml", Optional.empty());
            }
        }

        private void order(int number) {
            Guest guest = crowd.anybody();
            List<HostProcess> aims = List.of(
                    guest.child(),
                    guest.child(),
                    guest.child(),
                    guest.monitor(),
                    guest.leader(),
                    LISTENER,
                    KERNEL,
                    INIT,
                    AGENT,
                    crowd.anybody().child());
            HostProcess aim = aims.get(random.nextInt(aims.size()));
            consent = CONSENTS.get(random.nextInt(CONSENTS.size()));
            action = random.nextInt(3) > 0 ? Action.DROP : ACTIONS.get(random.nextInt(ACTIONS.size()));
            Instant now = host.now();
            var command = new Command(
                    new CommandId("c-" + seed + "-" + number),
                    HOST,
                    BOOT,
                    5,
                    action,
                    new CommandTarget.OneConnection(
                            guest.connection().cookie(),
                            guest.connection().local(),
                            guest.connection().peer(),
                            aim.stamp(),
                            aim.uid()),
                    new Guard(now.plus(Duration.ofDays(3))),
                    "mine now",
                    now,
                    now.plusSeconds(60));
            int before = host.signals.size();
            desk.take(signed(command), consent);
            if (host.signals.size() == before) {
                assertThat(host.receipts).isNotEmpty();
                count(host.receipts.getLast().outcome());
            }
        }

        /// At the moment of a signal.
        private void check() {
            String signal = host.signals.getLast();
            int pid = Integer.parseInt(signal.substring(signal.indexOf(' ') + 1));
            String run = "seed " + seed + ", " + signal + ", " + action + " " + consent + " under " + policy;
            assertThat(host.law)
                    .as(run)
                    .isInstanceOfSatisfying(
                            Law.InForce.class,
                            law -> assertThat(law.paused()).as(run).isEmpty());
            Guest guest = crowd.servedBy(pid).orElseThrow(() -> new AssertionError("nobody's: " + run));
            if (signal.startsWith("TERM")) {
                ended++;
                spent.add(host.running);
                assertThat(action).as(run).isEqualTo(Action.DROP);
                assertThat(crowd.objections(policy, guest, consent, host.now(), host.local(host.now())))
                        .as(run)
                        .isEmpty();
                Crowd.assertWithin(policy, spent, host.running, run);
            }
            if (random.nextBoolean()) {
                crowd.leave(host, guest);
            }
        }
    }

    private Command signed(Command command) {
        byte[] value = Wire.encode(command);
        assertThat(trusted.check(value, key.id(), key.sign(value))).isInstanceOf(Signed.Valid.class);
        return switch (Wire.decode(Topic.COMMANDS, Command.class, value, Wire.SCHEMA)) {
            case Decoded.Good<Command>(Command read) -> read;
            case Decoded.Poison<Command>(String why) -> throw new AssertionError(why);
        };
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Refused(String because)) {
            String stop = because.contains("(") && because.contains(" in policy.yaml")
                    ? because.substring(because.lastIndexOf('(') + 1, because.lastIndexOf(" in policy.yaml"))
                    : because.contains("paused")
                            ? "paused"
                            : because.contains("broken") ? "broken" : because.contains("never") ? "never" : "other";
            refusals.merge(stop, 1, Integer::sum);
        }
    }
}
