package io.hangup.controller.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Input;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.kind.Kind;
import io.hangup.controller.kind.Kinds;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Judges one host of all kinds for days, and checks after every judgement that nothing is called stuck which is not.
final class Days {
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final FleetFigures FIGURES = new FleetFigures(1, 1, 60);

    private final long seed;
    private final Random random;
    private final boolean stormy;
    private final Judge judge = new Judge(Written.shipped());
    private final Governor governor = new Governor(Policy.DEFAULT, 1);
    private final LivingHost host;
    private final Map<String, Map<String, Duration>> found = new HashMap<>();
    private Ledger ledger = Ledger.BLANK;
    private Fleet fleet = fleet();
    private Optional<HostSnapshot> lastSnapshot = Optional.empty();
    private Optional<Heartbeat> lastBeat = Optional.empty();
    private Instant cutUntil = Instant.MIN;
    private Instant asleepUntil = Instant.MIN;
    private Instant nextBeat = Hosts.NOON;
    private int judged;

    Days(long seed, boolean stormy) {
        this.seed = seed;
        this.random = new Random(seed);
        this.stormy = stormy;
        List<Kind> kinds = Kinds.all().toList();
        this.host = new LivingHost(IntStream.range(0, kinds.size())
                .mapToObj(i -> new LivingHost.Resident(
                        kinds.get(i), i + 1, Hosts.NOON.plusSeconds(random.nextInt(stormy ? 86_400 : 3_600))))
                .toList());
    }

    Days live(Duration time) {
        Instant end = Hosts.NOON.plus(time);
        for (Instant at = Hosts.NOON; at.isBefore(end); at = at.plus(LOOK)) {
            if (stormy) {
                trouble(at);
            }
            if (!asleepUntil.isAfter(at)) {
                turn(at);
            }
        }
        return this;
    }

    /// After how long a kind was found by a rule, stuck or noticed; empty when it never was.
    Optional<Duration> foundAfter(Kind kind, String rule) {
        return Optional.ofNullable(found.getOrDefault(kind.name(), Map.of()).get(rule));
    }

    int judged() {
        return judged;
    }

    private void turn(Instant at) {
        // A heartbeat may leave before the look that notices what happened.
        if (!nextBeat.isAfter(at)) {
            nextBeat = at.plusSeconds(30L + random.nextInt(31));
            if (lastSnapshot.isPresent()) {
                lastBeat = Optional.of(host.beat(at));
                deliver(at, false);
            }
        }
        host.look(at).ifPresent(snapshot -> {
            lastSnapshot = Optional.of(snapshot);
            deliver(at, true);
        });
    }

    private void deliver(Instant at, boolean snapshot) {
        if (cutUntil.isAfter(at)) {
            return;
        }
        if (snapshot) {
            HostSnapshot news = lastSnapshot.orElseThrow();
            fleet.snapshot("web-1", news, "digest-" + news.sequence(), at);
        } else {
            fleet.heartbeat("web-1", lastBeat.orElseThrow(), at);
        }
        judge(at);
    }

    private void judge(Instant at) {
        Optional<HostState> state = lastSnapshot.flatMap(known -> fleet.host(known.host(), at));
        if (state.isEmpty()) {
            return;
        }
        judged++;
        ledger = governor.decide(ledger, Input.look(judge, state.get(), FIGURES, at))
                .next();
        ledger = governor.decide(ledger, new Input.Tick(at)).next();
        ledger.findings().forEach(finding -> check(finding, at));
    }

    private void check(Finding finding, Instant at) {
        if (!finding.stands()
                || !(finding.target() instanceof Target.OneConnection
                        || finding.target() instanceof Target.OneSession)) {
            return;
        }
        int number = (int)
                (finding.target() instanceof Target.OneSession session
                        ? session.cookie().value()
                        : ((Target.OneConnection) finding.target()).cookie().value());
        LivingHost.Resident who = host.residents().get(number - 1);
        if (finding.verdict() == Verdict.STUCK) {
            assertThat(who.kind().stuck())
                    .as(
                            "seed %d, %s: %s called stuck by %s, %s",
                            seed, at, who.kind(), finding.rule(), finding.evidence())
                    .contains(finding.rule());
        }
        found.computeIfAbsent(who.kind().name(), _ -> new HashMap<>())
                .putIfAbsent(finding.rule(), Duration.between(who.began(), at));
    }

    private void trouble(Instant at) {
        switch (random.nextInt(1_200)) {
            case 0 -> cutUntil = at.plusSeconds(random.nextInt(3_600));
            case 1 -> restart(at);
            case 2 -> {
                asleepUntil = at.plusSeconds(60L + random.nextInt(7_200));
                // It wakes with a clock that has leapt.
                host.clock.set(asleepUntil, Duration.between(asleepUntil, host.clock.shows(asleepUntil)));
            }
            case 3 -> host.clock.set(at, Duration.ofSeconds(random.nextInt(4_800) - 2_400L));
            default -> {}
        }
    }

    /// The controller comes back with what the topics hold.
    private void restart(Instant at) {
        ledger = Ledger.recover(new ArrayList<>(ledger.findings()), List.of());
        fleet = fleet();
        lastSnapshot.ifPresent(
                known -> fleet.snapshot("web-1", known, "digest-" + known.sequence(), at.minusSeconds(20)));
        lastBeat.ifPresent(known -> fleet.heartbeat("web-1", known, at.minusSeconds(10)));
    }

    private static Fleet fleet() {
        return new Fleet(Duration.ofSeconds(90), 10);
    }
}
