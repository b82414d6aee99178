package io.hangup.trials.bench;

import io.hangup.trials.bench.Ground.MeasuredAgent;
import io.hangup.trials.lab.Running;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The measuring of scans: level by level, in rounds in which everybody comes once.
///
/// The agent does not tell how often it scans: it is set to once a second, so its CPU time a second is its CPU time a
/// scan, everything else that it does included.
record ScanCost(Ground ground, Effort effort, Figures figures, Score score) {
    /// A peer that took longer is not asked again: one figure has to do.
    private static final double TOO_DEAR_MILLIS = 30_000;

    /// With more than this part of an agent's CPU time in its compilers, its looks will get cheaper still.
    private static final double COMPILED = 0.05;

    void measure() throws IOException {
        var quiet = new Quiet(ground, effort, figures, score);
        if (effort.watchesQuiet()) {
            quiet.idle();
        }
        for (int sessions : effort.levels()) {
            score.step(sessions + " people log in by ssh");
            ground.crowd().grow(sessions);
            if (effort.watchesQuiet()) {
                quiet.minute(sessions);
            }
            if (sessions == effort.first()) {
                new Prompt(ground, figures, score).measure(sessions, effort.events());
            }
            level(sessions);
        }
    }

    private void level(int sessions) throws IOException {
        var truth = new Truth(ground, score);
        try (MeasuredAgent agent = ground.agent("scanEvery: 1s")) {
            truth.agentListsExactly(sessions);
            warmUp(sessions, agent);
            Map<Peer, Long> seen = new EnumMap<>(Peer.class);
            Set<Peer> asked = EnumSet.allOf(Peer.class);
            asked.removeIf(peer -> !peer.here());
            List<Floor.Seen> floors = new ArrayList<>();
            for (int round = 1; round <= effort.rounds(); round++) {
                score.step("round " + round + " of " + effort.rounds() + " with " + sessions + " sessions");
                floors.addAll(window(sessions, agent));
                hot(sessions);
                scrape(sessions);
                asked.removeIf(peer -> !worthAnother(peer, sessions, seen));
            }
            weigh(sessions, agent);
            truth.agentSeesAll(agent);
            truth.floorsSaw(sessions, floors);
            truth.peersSaw(sessions, seen);
            if (sessions == effort.last()) {
                soak(sessions, agent);
                ground.crowd().leave();
                truth.agentListsExactly(0);
            }
        }
    }

    /// Until a look gets no cheaper, beside the lean floor so that a neighbour's load is not taken for it: the JVM
    /// compiles what it has run often enough, and looks are seldom. As long as it does so, they will get cheaper.
    private void warmUp(int sessions, MeasuredAgent agent) {
        var steady = new Steady(effort.compared());
        long most = effort.warmUp().dividedBy(effort.window());
        boolean compiled = false;
        int windows = 0;
        while (windows < most && !(steady.reached() && compiled)) {
            Optional<Running> lean =
                    ground.floors() ? Optional.of(Floor.LEAN.pacing(ground.host(), effort.window())) : Optional.empty();
            Duration before = agent.gauge().compiling();
            double millis = ground.millisPerSecond(agent, effort.window());
            Duration compiling = agent.gauge().compiling().minus(before);
            compiled = compiling.toNanos() / 1e6
                    <= COMPILED * millis * effort.window().toSeconds();
            steady.add(lean.map(floor -> millis / Floor.result(floor).millis()).orElse(millis));
            windows++;
        }
        Sheet fresh = figures.fresh();
        if (ground.floors()) {
            fresh.add(Figures.AT_FIRST, sessions, steady.first());
        }
        long looks = windows * effort.window().toSeconds();
        fresh.add(Figures.WARM_AFTER, sessions, (double) looks);
        if (!steady.reached() || !compiled) {
            fresh.note(Figures.WARM_AFTER, sessions, "and more");
        }
        score.step("a look with " + sessions + " sessions: " + Sheet.shown(steady.first())
                + (ground.floors() ? " times the lean C floor" : " ms") + " at first, " + Sheet.shown(steady.last())
                + " after " + looks + " looks");
    }

    /// The agent and the floors in the same seconds, so with the same neighbours and the same cold caches.
    private List<Floor.Seen> window(int sessions, MeasuredAgent agent) {
        Map<Floor, Running> pacing = new EnumMap<>(Floor.class);
        if (ground.floors()) {
            for (Floor floor : Floor.values()) {
                pacing.put(floor, floor.pacing(ground.host(), effort.window()));
            }
        }
        double millis = ground.millisPerSecond(agent, effort.window());
        figures.scan().add(Figures.AGENT, sessions, millis);
        figures.rest()
                .median(Figures.IDLE, effort.first())
                .ifPresent(idle -> figures.scan().add(Figures.AGENT_SCAN, sessions, millis - idle));
        List<Floor.Seen> all = new ArrayList<>();
        for (Floor floor : Floor.values()) {
            Running running = pacing.get(floor);
            if (running == null) {
                figures.scan().note(floor.paced(), sessions, "no gcc");
            } else {
                Floor.Seen seen = Floor.result(running);
                figures.scan().add(floor.paced(), sessions, seen.millis());
                all.add(seen);
            }
        }
        return all;
    }

    private void scrape(int sessions) {
        if (Exporter.here()) {
            try (Exporter exporter = Exporter.on(ground.host())) {
                exporter.scraped().ifPresent(millis -> figures.scan().add(Exporter.LABEL, sessions, millis));
            }
        }
    }

    /// Whether it grows: its memory at the start, half-way and at the end.
    private void soak(int sessions, MeasuredAgent agent) {
        if (effort.soak().isZero()) {
            return;
        }
        for (int part = 0; part <= 2; part++) {
            Duration after = effort.soak().multipliedBy(part).dividedBy(2);
            if (part > 0) {
                score.step("watching for growth, " + after.toMinutes() + " min");
                ground.published().follow(effort.soak().dividedBy(2));
            }
            figures.memory()
                    .add(
                            "RSS MB after " + after.toMinutes() + " min more",
                            sessions,
                            agent.gauge().memory().resident() / 1024.0);
        }
    }

    private void hot(int sessions) {
        for (Floor floor : ground.floors() ? Floor.values() : new Floor[0]) {
            figures.scan()
                    .add(floor.unpaced(), sessions, floor.hot(ground.host()).millis());
        }
    }

    /// Runs a peer once, and says whether it may be run again.
    private boolean worthAnother(Peer peer, int sessions, Map<Peer, Long> seen) {
        return switch (peer.run(ground.host())) {
            case Peer.Result.Measured(double millis, long saw) -> {
                figures.scan().add(peer.label(), sessions, millis);
                if (peer.tells()) {
                    seen.put(peer, saw);
                }
                if (millis > TOO_DEAR_MILLIS) {
                    figures.scan().note(peer.label(), sessions, "(once)");
                }
                yield millis <= TOO_DEAR_MILLIS;
            }
            case Peer.Result.TooSlow() -> {
                figures.scan().note(peer.label(), sessions, "> " + Peer.LIMIT.toSeconds() + " s");
                yield false;
            }
        };
    }

    private void weigh(int sessions, MeasuredAgent agent) {
        Gauge.Memory held = agent.gauge().memory();
        figures.memory().add(Figures.RSS, sessions, held.resident() / 1024.0);
        figures.memory().add(Figures.PSS, sessions, held.proportional() / 1024.0);
        figures.memory().add("highest RSS MB", sessions, held.peak() / 1024.0);
        figures.memory().add("threads", sessions, (double) held.threads());
        double snapshot = ground.published().lastBytes();
        figures.wire().add("a whole snapshot, bytes of JSON", sessions, snapshot);
    }
}
