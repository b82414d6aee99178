package io.hangup.trials.trial;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a trial has seen so far: claims that held or not, and figures. Prints as it goes, so that a person can follow.
public final class Score {
    private final PrintStream out;
    private final long start = System.nanoTime();
    private final List<Claim> claims = new ArrayList<>();
    private final Map<String, Object> figures = new LinkedHashMap<>();

    public Score(PrintStream out) {
        this.out = out;
    }

    /// One thing that was to be true.
    public record Claim(String what, boolean held, String seen) {}

    /// Says what happens now.
    public synchronized void step(String text) {
        out.printf("%6.1fs  %s%n", (System.nanoTime() - start) / 1e9, text);
    }

    /// Says more of the last step.
    public synchronized void detail(String text) {
        text.lines().forEach(line -> out.println("         " + line));
    }

    /// Notes whether a claim held, with what was seen.
    public synchronized boolean claim(String what, boolean held, String seen) {
        claims.add(new Claim(what, held, seen));
        step((held ? "ok      " : "FAILED  ") + what + (seen.isEmpty() ? "" : ": " + seen));
        return held;
    }

    /// Notes a figure; `value` is a number, a text, or a list or map of those.
    public synchronized void figure(String name, Object value) {
        figures.put(name, value);
    }

    public synchronized List<Claim> claims() {
        return List.copyOf(claims);
    }

    public synchronized Map<String, Object> figures() {
        return Map.copyOf(figures);
    }

    public synchronized long passed() {
        return claims.stream().filter(Claim::held).count();
    }

    public synchronized long failed() {
        return claims.size() - passed();
    }
}
