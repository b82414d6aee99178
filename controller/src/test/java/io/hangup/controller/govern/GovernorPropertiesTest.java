package io.hangup.controller.govern;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.rule.Allowance;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What must hold whatever happens. Each run is told by its seed; to repeat one, name it here.
class GovernorPropertiesTest {
    private static final Allowance PER_HOST = new Allowance(2, Duration.ofMinutes(10));
    private static final Allowance FLEET = new Allowance(5, Duration.ofMinutes(10));
    private static final int HOSTS = 6;
    private static final int STEPS = 3_000;

    private final Set<HostId> silent = new HashSet<>();
    private final List<Command> sent = new ArrayList<>();
    private final Map<CommandId, Boolean> settled = new HashMap<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 20_261_122, 42, 4_711, 99, 123_456_789})
    void neverBreaksItsPromises(long seed) {
        Policy policy = Policy.DEFAULT.with(PER_HOST, FLEET, Duration.ofMinutes(30));
        Timeline time = new Timeline(policy, Timeline.DROP_DEAD, new FleetFigures(6, 6, 1_000));
        Random chance = new Random(seed);

        for (int i = 0; i < STEPS; i++) {
            time.after(Duration.ofSeconds(chance.nextInt(20)));
            Input input = next(time, chance);
            Ledger before = time.ledger;
            int known = time.effects.size();

            time.tell(input);

            check(time, time.effects.subList(known, time.effects.size()));
            assertThat(new Governor(policy, 7).decide(before, input).effects())
                    .as("equal arguments, equal step")
                    .isEqualTo(time.effects.subList(known, time.effects.size()));
            if (chance.nextInt(200) == 0) {
                time.ledger = Ledger.recover(time.ledger.findings(), sent);
            }
        }
        time.after(Duration.ofMinutes(2)).ticks();
        assertThat(sent).as("it did act").isNotEmpty();
        assertThat(time.ledger.findings()).as("every command is settled").noneMatch(GovernorPropertiesTest::commanded);
    }

    private Input next(Timeline time, Random chance) {
        String host = "web-" + chance.nextInt(HOSTS);
        return switch (chance.nextInt(10)) {
            case 0 -> new Input.Tick(time.now);
            case 1 -> {
                silent.add(new HostId(host));
                yield new Input.InDoubt(new HostId(host), "silent", time.now);
            }
            case 2 ->
                new Input.Asked(
                        silent.contains(new HostId(host))
                                ? time.silent(host, connections(time, chance))
                                : seen(host, time, chance),
                        Action.DROP,
                        Timeline.connection(host, chance.nextInt(5)),
                        "because",
                        "carol",
                        Optional.empty(),
                        Optional.empty(),
                        time.now);
            case 3, 4 -> sent.isEmpty() ? new Input.Tick(time.now) : answer(time, chance);
            default -> {
                silent.remove(new HostId(host));
                yield Input.look(time.judge, seen(host, time, chance), time.figures, time.now);
            }
        };
    }

    private Input answer(Timeline time, Random chance) {
        Command command = sent.get(chance.nextInt(sent.size()));
        Outcome outcome = switch (chance.nextInt(5)) {
            case 0 -> new Outcome.Gone();
            case 1 -> new Outcome.StillThere("it did not go");
            case 2 -> new Outcome.Refused("not quiet");
            case 3 -> new Outcome.Expired();
            default -> new Outcome.Unknown("restarted");
        };
        return new Input.Answered(
                new Receipt(command.id(), command.host(), outcome, List.of(), List.of(), Duration.ZERO, time.now),
                Optional.of(command),
                time.now);
    }

    private static HostState seen(String host, Timeline time, Random chance) {
        return Hosts.state(Hosts.snapshot(host, time.now, connections(time, chance)));
    }

    private static Connection[] connections(Timeline time, Random chance) {
        List<Connection> connections = new ArrayList<>();
        for (int cookie = 0; cookie < 5; cookie++) {
            if (chance.nextInt(5) > 0) {
                connections.add(chance.nextInt(4) > 0 ? time.dead(cookie) : time.healthy(cookie));
            }
        }
        return connections.toArray(Connection[]::new);
    }

    private void check(Timeline time, List<Effect> effects) {
        Audited.everythingIn(effects);
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Send(Command command, List<Approval> _) -> {
                    assertThat(silent).as("never on a silent host").doesNotContain(command.host());
                    assertThat(outstanding(command))
                            .as("one at a time on a connection")
                            .isFalse();
                    sent.add(command);
                    settled.put(command.id(), false);
                    withinBudget(time.now);
                }
                case Effect.Publish(Finding finding) -> settle(finding);
                case Effect.Forget _, Effect.Audit _, Effect.Refuse _ -> {}
            }
        }
    }

    private boolean outstanding(Command command) {
        CommandTarget.OneConnection target = Timeline.target(command);
        return sent.stream()
                .filter(other -> !settled.getOrDefault(other.id(), false))
                .anyMatch(other -> other.host().equals(command.host())
                        && Timeline.target(other).cookie().equals(target.cookie()));
    }

    private void settle(Finding finding) {
        switch (finding.progress()) {
            case Progress.Answered answered -> settled.put(answered.receipt().command(), true);
            case Progress.Unanswered unanswered -> settled.put(unanswered.command(), true);
            case Progress.Commanded _ ->
                assertThat(finding.verdict()).as("a command rests on a verdict").isNotEqualTo(Verdict.CLEARED);
            case Progress.Reported _, Progress.Shadowed _, Progress.HeldBack _ -> {}
        }
    }

    private void withinBudget(Instant now) {
        Map<HostId, Integer> perHost = new HashMap<>();
        int fleet = 0;
        for (Command command : sent) {
            if (command.notBefore().isAfter(now.minus(FLEET.window()))) {
                perHost.merge(command.host(), 1, Integer::sum);
                fleet++;
            }
        }
        assertThat(fleet).as("the fleet's budget").isLessThanOrEqualTo(FLEET.actions());
        assertThat(perHost.values()).as("a host's budget").allMatch(count -> count <= PER_HOST.actions());
    }

    private static boolean commanded(Finding finding) {
        return finding.progress() instanceof Progress.Commanded;
    }
}
