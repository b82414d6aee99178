package io.hangup.controller.govern;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import java.time.Instant;
import java.util.Optional;

/// What is remembered of one rule and one target.
///
/// @param finding as last published; empty while the condition has not held for long enough yet
/// @param holdsSince when the condition began to hold without a break, on the host's clock; empty when it does not, and
///     after a restart until it is seen to
/// @param hash of the rule for which it holds
/// @param unknown why the rule can't say how the target stands; empty when it can
/// @param attempts commands sent for it so far
/// @param restUntil on the controller's clock: no command before this
record Watch(
        FindingId id,
        Target target,
        Optional<Finding> finding,
        Optional<Instant> holdsSince,
        String hash,
        Optional<String> unknown,
        int attempts,
        Instant restUntil) {

    static Watch fresh(FindingId id, Target target) {
        return new Watch(id, target, Optional.empty(), Optional.empty(), "", Optional.empty(), 0, Instant.MIN);
    }

    static Watch of(Finding finding, int attempts) {
        return new Watch(
                finding.id(),
                finding.target(),
                Optional.of(finding),
                Optional.empty(),
                finding.ruleHash(),
                Optional.empty(),
                attempts,
                Instant.MIN);
    }

    /// The condition holds; for how long is counted anew when the rule was edited.
    Watch holding(Instant hostNow, String ruleHash) {
        boolean goesOn = holdsSince.isPresent() && hash.equals(ruleHash);
        return goesOn && unknown.isEmpty()
                ? this
                : new Watch(
                        id,
                        target,
                        finding,
                        Optional.of(goesOn ? holdsSince.get() : hostNow),
                        ruleHash,
                        Optional.empty(),
                        attempts,
                        restUntil);
    }

    Watch unknown(String why) {
        return holdsSince.isEmpty() && unknown.filter(why::equals).isPresent()
                ? this
                : new Watch(id, target, finding, Optional.empty(), hash, Optional.of(why), attempts, restUntil);
    }

    /// The condition does not hold, or nobody can tell any more.
    Watch interrupted() {
        return holdsSince.isEmpty() && unknown.isEmpty()
                ? this
                : new Watch(id, target, finding, Optional.empty(), hash, Optional.empty(), attempts, restUntil);
    }

    Watch with(Finding changed) {
        return new Watch(id, target, Optional.of(changed), holdsSince, hash, unknown, attempts, restUntil);
    }

    Watch attempted() {
        return new Watch(id, target, finding, holdsSince, hash, unknown, attempts + 1, restUntil);
    }

    Watch restingUntil(Instant instant) {
        return new Watch(id, target, finding, holdsSince, hash, unknown, attempts, instant);
    }

    /// What was done for it has helped: it counts no longer.
    Watch helped() {
        return new Watch(id, target, finding, holdsSince, hash, unknown, 0, Instant.MIN);
    }

    /// Whether a command brought about what it should, though the target lives on.
    static boolean helped(Finding finding) {
        return finding.progress() instanceof Progress.Answered(var receipt)
                && (receipt.outcome() instanceof Outcome.Restarted
                        || receipt.outcome() instanceof Outcome.Warned
                        || receipt.outcome() instanceof Outcome.Kept);
    }

    /// Whether there is nothing to remember.
    boolean idle() {
        return finding.isEmpty() && holdsSince.isEmpty() && unknown.isEmpty();
    }

    /// The connection that it is about, or that its session belongs to; empty for anything else.
    Optional<Target.OneConnection> connection() {
        return connectionOf(target);
    }

    static Optional<Target.OneConnection> connectionOf(Target target) {
        return switch (target) {
            case Target.Host _, Target.OneOrphan _ -> Optional.empty();
            case Target.OneConnection connection -> Optional.of(connection);
            case Target.OneSession session -> Optional.of(session.connection());
        };
    }
}
