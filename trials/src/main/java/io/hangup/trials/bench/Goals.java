package io.hangup.trials.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What was asked for beside what was measured, each a figure or a ratio of this run. They are printed and decide
/// nothing: figures of another machine are no fault of the program's.
record Goals(Figures measured, Effort effort) {
    /// One goal.
    ///
    /// @param atMost whether the figure should be at most, otherwise at least, the limit
    private record Goal(String what, OptionalDouble figure, boolean atMost, double limit) {
        String line() {
            if (figure.isEmpty()) {
                return String.format(Locale.ROOT, "%-58s not measured in this run", what + sought());
            }
            double value = figure.getAsDouble();
            boolean met = atMost ? value <= limit : value >= limit;
            return String.format(
                    Locale.ROOT, "%-58s %s  %s", what + sought(), Sheet.shown(value), met ? "met" : "missed");
        }

        private String sought() {
            return (atMost ? " <= " : " >= ") + Sheet.shown(limit);
        }
    }

    List<String> lines() {
        List<Goal> goals = new ArrayList<>();
        for (int level : effort.levels()) {
            if (level == Effort.FEW) {
                goals.add(most(level, "agent / lean C floor", ratio(Figures.AGENT, Floor.LEAN.paced(), level), 3));
            }
            if (level == Effort.MANY) {
                goals.add(most(level, "agent / lean C floor", ratio(Figures.AGENT, Floor.LEAN.paced(), level), 2));
                goals.add(most(
                        level,
                        "(the same in its first minute, for comparison)",
                        measured.fresh().median(Figures.AT_FIRST, level),
                        2));
                goals.add(least(level, "ss -tinp / agent", ratio(Peer.SS.label(), Figures.AGENT, level), 25));
                goals.add(least(
                        level,
                        "script by terminal / agent",
                        ratio(Peer.BY_TERMINAL.label(), Figures.AGENT, level),
                        10_000));
                goals.add(most(level, "RSS MB", measured.memory().median(Figures.RSS, level), 80));
                goals.add(most(level, "PSS MB", measured.memory().median(Figures.PSS, level), 64));
                goals.add(least(
                        level,
                        "(ss -tinp / lean C floor, for comparison)",
                        ratio(Peer.SS.label(), Floor.LEAN.paced(), level),
                        25));
            }
        }
        int first = effort.first();
        goals.add(most(0, "CPU ms a second, idle", measured.rest().median(Figures.IDLE, first), 1));
        goals.add(most(first, "producer's bytes a quiet minute", measured.wire().median(Quiet.PRODUCER, first), 300));
        goals.add(most(first, Prompt.DEATH, measured.prompt().median(Prompt.DEATH, first), 100));
        goals.add(most(first, Prompt.BIRTH, measured.prompt().median(Prompt.BIRTH, first), 5_000));
        return goals.stream().map(Goal::line).toList();
    }

    private OptionalDouble ratio(String row, String divisor, int level) {
        return measured.scan().ratio(row, divisor, level);
    }

    private static Goal most(int level, String what, OptionalDouble figure, double limit) {
        return new Goal(level + " sessions: " + what, figure, true, limit);
    }

    private static Goal least(int level, String what, OptionalDouble figure, double limit) {
        return new Goal(level + " sessions: " + what, figure, false, limit);
    }
}
