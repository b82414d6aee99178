package io.hangup.controller.govern;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.HostId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One command that was sent, as budgets count it.
record Spend(CommandId command, HostId host, String rule, Instant at) {
    /// What questions to peers are counted as.
    static final String PROBE = "probe";

    /// What stands for what people ask for that ends nothing.
    private static final Set<String> HARMLESS = Set.of(PROBE, "warn", "keep");

    /// What a request that ends nothing is counted as.
    static String of(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    boolean ends() {
        return !HARMLESS.contains(rule);
    }

    /// Reads rule and time out of a command's id, `dead-peer@web-1:9c1e-3f2a#1795348800`.
    static Optional<Spend> of(CommandId command, HostId host) {
        String id = command.value();
        int at = id.indexOf('@');
        int second = id.lastIndexOf('#');
        if (at < 0 || second < at) {
            return Optional.empty();
        }
        try {
            Instant when = Instant.ofEpochSecond(Long.parseLong(id.substring(second + 1)));
            return Optional.of(new Spend(command, host, id.substring(0, at), when));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /// The same, at the exact time.
    Spend exactly(Instant exact) {
        return new Spend(command, host, rule, exact);
    }
}
