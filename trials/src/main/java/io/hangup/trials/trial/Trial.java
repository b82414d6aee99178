package io.hangup.trials.trial;

import java.time.Duration;
import java.util.List;

/// One claim of the project put to the test on the real thing, or one figure measured.
///
/// A trial raises what it needs, says what it sees through [Score], cleans up, and throws only when it could not be
/// carried out at all.
public interface Trial {
    /// As typed: lower case, dashes.
    String name();

    /// What it shows, in one line.
    String shows();

    /// How long it usually takes, for people: `2 min`.
    String usually();

    /// What this machine lacks for it, one sentence each with the cure; empty when it can run.
    List<String> lacks();

    /// Whether it boots Debian hosts, which needs more packages.
    default boolean boots() {
        return false;
    }

    /// Runs it.
    ///
    /// @param options how
    /// @param score where to say what was seen
    /// @throws Exception when the trial could not be carried out; what was raised is down again by then
    void run(Options options, Score score) throws Exception;

    /// How to run a trial.
    ///
    /// @param brief less of the same, for a gate that must be quick
    /// @param keep leave everything up, with the page, until interrupted
    /// @param soak how long to go on in the end, watching for growth; zero: not at all
    /// @param mutations how many changed commands are tried, where that means something
    /// @param seed of all that is chosen at random there
    record Options(boolean brief, boolean keep, Duration soak, int mutations, long seed) {}
}
