package io.hangup.agent.journal;

import io.hangup.agent.journal.Line.Kind;
import io.hangup.agent.policy.Quota;
import io.hangup.agent.policy.Spending;
import io.hangup.agent.policy.Spending.Spend;
import io.hangup.protocol.command.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What counts against budgets, and the clock that it is counted by: uptime, added up over boots from what the ledger
/// noted of each. Time between the last note of a boot and its end, and while the host was off, is not counted: a
/// budget is never free too early, and after a restart of the host at most an hour of uptime late.
final class Spends {
    private final Map<Action, List<Duration>> taken = new EnumMap<>(Action.class);
    private String boot = "";
    private Duration uptime = Duration.ZERO;
    private Duration age = Duration.ZERO;

    /// What that clock says now.
    Duration age(Uptime clock) {
        Duration now = clock.now();
        Duration since = clock.boot().equals(boot) ? now.minus(uptime) : now;
        return since.isNegative() ? age : age.plus(since);
    }

    /// How long ago the clock was noted.
    Duration unnoted(Uptime clock) {
        return age(clock).minus(age);
    }

    Line note(Uptime clock) {
        return Line.of(
                Kind.AGE,
                clock.boot(),
                Long.toString(clock.now().toMillis()),
                Long.toString(age(clock).toMillis()));
    }

    Line spend(Action action, Uptime clock) {
        return Line.of(Kind.SPENT, action.name(), Long.toString(age(clock).toMillis()));
    }

    boolean takeAge(List<String> parts) {
        Optional<Duration> noted = millis(parts.get(1));
        Optional<Duration> said = millis(parts.get(2));
        if (noted.isEmpty() || said.isEmpty()) {
            return false;
        }
        boot = parts.getFirst();
        uptime = noted.get();
        age = said.get();
        return true;
    }

    boolean takeSpent(List<String> parts) {
        Optional<Action> action = Arrays.stream(Action.values())
                .filter(a -> a.name().equals(parts.getFirst()))
                .findFirst();
        Optional<Duration> at = millis(parts.getLast());
        action.ifPresent(a -> at.ifPresent(when -> add(a, when)));
        return action.isPresent() && at.isPresent();
    }

    private void add(Action action, Duration at) {
        List<Duration> all = taken.computeIfAbsent(action, _ -> new ArrayList<>());
        all.add(at);
        if (all.size() > Quota.MOST) {
            all.removeFirst();
        }
    }

    Spending at(Uptime clock) {
        return new Spending(all().toList(), age(clock));
    }

    /// The same in as few lines as can be.
    Stream<Line> lines(Uptime clock) {
        Duration oldest = age(clock).minus(Quota.LONGEST);
        return Stream.concat(
                Stream.of(note(clock)),
                all().filter(spend -> spend.at().compareTo(oldest) > 0)
                        .map(spend -> Line.of(
                                Kind.SPENT,
                                spend.action().name(),
                                Long.toString(spend.at().toMillis()))));
    }

    private Stream<Spend> all() {
        return taken.entrySet().stream().flatMap(e -> e.getValue().stream().map(at -> new Spend(e.getKey(), at)));
    }

    private static Optional<Duration> millis(String number) {
        try {
            return Optional.of(Duration.ofMillis(Long.parseLong(number))).filter(d -> !d.isNegative());
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
