package io.hangup.agent.policy;

import io.hangup.protocol.command.Action;
import java.time.Duration;
import java.util.List;

/// What was done before, on a clock that counts only time that surely has passed: the host's uptime, added up over its
/// boots. Setting the wall clock does not move it, and what a restart costs is never credited.
///
/// @param clock what that clock says now
public record Spending(List<Spend> spends, Duration clock) {
    public static final Spending NOTHING = new Spending(List.of(), Duration.ZERO);

    /// One intent that was written down.
    public record Spend(Action action, Duration at) {}

    public Spending {
        spends = List.copyOf(spends);
    }

    List<Duration> of(Action action) {
        return spends.stream()
                .filter(spend -> spend.action() == action)
                .map(Spend::at)
                .toList();
    }
}
