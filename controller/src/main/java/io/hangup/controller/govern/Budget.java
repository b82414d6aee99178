package io.hangup.controller.govern;

import io.hangup.controller.rule.Allowance;
import io.hangup.controller.rule.Limits;
import io.hangup.protocol.config.HumanDuration;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// How many actions were taken in sliding windows, and whether there may be one more.
///
/// @param spends oldest first
record Budget(List<Spend> spends) {
    static final Budget UNSPENT = new Budget(List.of());

    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    Budget {
        spends = List.copyOf(spends);
    }

    /// Why there may not be one more now; empty when there may.
    Optional<String> spent(Policy policy, Limits rule, String ruleId, HostId host, Instant now) {
        Predicate<Spend> here = spend -> spend.ends() && spend.host().equals(host);
        Predicate<Spend> its = spend -> spend.rule().equals(ruleId);
        return spent(policy.perHost(), here, "", " on " + host, now)
                .or(() -> spent(policy.fleet(), Spend::ends, "", " in the fleet", now))
                .or(() ->
                        rule.perHost().flatMap(most -> spent(most, here.and(its), ruleId + "'s ", " on " + host, now)))
                .or(() -> rule.fleet().flatMap(most -> spent(most, its, ruleId + "'s ", " in the fleet", now)));
    }

    /// Why no peer may be asked now; empty when one may.
    Optional<String> asked(HostId host, Instant now) {
        Predicate<Spend> probes = spend -> !spend.ends();
        Predicate<Spend> here = probes.and(spend -> spend.host().equals(host));
        return spent(Policy.PROBES_PER_HOST, here, "probe ", " on " + host, now)
                .or(() -> spent(Policy.PROBES, probes, "probe ", " in the fleet", now));
    }

    private Optional<String> spent(Allowance most, Predicate<Spend> counted, String whose, String where, Instant now) {
        String name = whose + "budget of " + most.actions() + " per " + HumanDuration.print(most.window()) + where;
        if (most.actions() == 0) {
            return Optional.of(name + " allows nothing");
        }
        Instant from = now.minus(most.window());
        List<Instant> taken = spends.stream()
                .filter(counted)
                .map(Spend::at)
                .filter(at -> at.isAfter(from))
                .toList();
        if (taken.size() < most.actions()) {
            return Optional.empty();
        }
        Instant free = taken.get(taken.size() - most.actions()).plus(most.window());
        return Optional.of(name + " is spent until " + TIME.format(free));
    }

    /// With one more, and without those older than any window.
    Budget with(Spend spend) {
        Instant from = spend.at().minus(Allowance.LONGEST);
        return new Budget(Stream.concat(spends.stream().filter(old -> old.at().isAfter(from)), Stream.of(spend))
                .toList());
    }
}
