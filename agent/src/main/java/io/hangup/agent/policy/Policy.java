package io.hangup.agent.policy;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.session.Orphan.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a host's administrator laid down, every default filled in. What each key means stands in
/// `docs/operating/policy.md`.
///
/// @param allow what the controller's signature is enough for
/// @param approve what an operator's signature is needed for as well
/// @param minimumIdle so long nobody must have used a connection
/// @param warnFirst so long ahead who is at a terminal is told, whatever a command says
/// @param reap what of a login's remains may be reaped
/// @param hours when the controller's signature alone is enough; empty for always
/// @param budget how often at most; an action without one is never done
/// @param restart how the SSH server is restarted; empty where it is not
public record Policy(
        Set<Action> allow,
        Set<Action> approve,
        Protection protect,
        Map<Action, Duration> minimumIdle,
        Map<Action, Duration> warnFirst,
        Set<Kept> reap,
        List<Hours> hours,
        Map<Action, Quota> budget,
        Optional<Restart> restart) {

    /// What holds where no file says anything: enough for one machine in front of its owner, and a bound on what a
    /// controller in the wrong hands could do.
    public static final Policy BUILT_IN = new Policy(
            Set.of(Action.WARN, Action.KEEP, Action.CLOSE, Action.DROP, Action.PROBE),
            Set.of(),
            Protection.NONE,
            Map.of(),
            Map.of(),
            Set.of(Kept.BACKGROUND),
            List.of(),
            Map.of(
                    Action.WARN, Quota.parse("30/10m"),
                    Action.KEEP, Quota.parse("60/10m"),
                    Action.CLOSE, Quota.parse("10/10m, 50/1d"),
                    Action.DROP, Quota.parse("10/10m, 50/1d"),
                    Action.RESTART_SSHD, Quota.parse("1/1h"),
                    Action.REAP, Quota.parse("10/10m, 50/1d"),
                    Action.PROBE, Quota.parse("60/10m")),
            Optional.empty());

    /// Without a word to anybody, of a login's remains background jobs only, and without a restart.
    public Policy(
            Set<Action> allow,
            Set<Action> approve,
            Protection protect,
            Map<Action, Duration> minimumIdle,
            List<Hours> hours,
            Map<Action, Quota> budget) {
        this(allow, approve, protect, minimumIdle, Map.of(), Set.of(Kept.BACKGROUND), hours, budget, Optional.empty());
    }

    public Policy {
        allow = Set.copyOf(allow);
        approve = Set.copyOf(approve);
        minimumIdle = Map.copyOf(minimumIdle);
        warnFirst = Map.copyOf(warnFirst);
        reap = Set.copyOf(reap);
        hours = List.copyOf(hours);
        budget = Map.copyOf(budget);
        if (allow.contains(Action.UNKNOWN) || approve.contains(Action.UNKNOWN)) {
            throw new IllegalArgumentException("an unknown action can't be allowed");
        }
    }
}
