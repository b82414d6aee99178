package io.hangup.agent.policy.file;

import io.hangup.agent.policy.Hours;
import io.hangup.agent.policy.Network;
import io.hangup.agent.policy.Policy;
import io.hangup.agent.policy.Protection;
import io.hangup.agent.policy.Quota;
import io.hangup.agent.policy.Restart;
import io.hangup.protocol.command.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an administrator wrote in `policy.yaml`. What is left out is as in [Policy#BUILT_IN].
record PolicyFile(
        Optional<List<Deed>> allow,
        Optional<List<Deed>> approve,
        Optional<ProtectFile> protect,
        Optional<Map<Deed, Duration>> minimumIdle,
        Optional<Map<Deed, Duration>> warnFirst,
        Optional<List<Leftover>> reap,
        Optional<List<Hours>> hours,
        Optional<Map<Deed, Quota>> budget,
        Optional<Restart> restart,
        Optional<Path> paused) {
    static final Path USUAL_PAUSE = Path.of("/etc/hangup/paused");

    private static final Duration LEAST_WARNING = Duration.ofSeconds(1);
    private static final Duration LONGEST_WARNING = Duration.ofSeconds(30);

    record ProtectFile(
            Optional<List<String>> users,
            Optional<List<String>> groups,
            Optional<List<Network>> addresses,
            Optional<List<String>> units,
            Optional<List<String>> commands,
            Optional<Boolean> lastAdministrator,
            Optional<List<String>> administrators) {
        private static final Pattern NAME = Pattern.compile("[!-~]{1,255}");

        ProtectFile {
            for (Optional<List<String>> names : Arrays.asList(users, groups, units, commands, administrators)) {
                if (names.stream()
                        .flatMap(List::stream)
                        .anyMatch(n -> !NAME.matcher(n).matches())) {
                    throw new IllegalArgumentException("a name is 1 to 255 printable ASCII characters without blanks");
                }
            }
        }

        Protection resolve() {
            Protection usual = Protection.NONE;
            return new Protection(
                    users.map(Set::copyOf).orElse(usual.users()),
                    groups.map(Set::copyOf).orElse(usual.groups()),
                    addresses.orElse(usual.addresses()),
                    units.map(Set::copyOf).orElse(usual.units()),
                    commands.map(Set::copyOf).orElse(usual.commands()),
                    lastAdministrator.orElse(usual.lastAdministrator()),
                    administrators.map(Set::copyOf).orElse(usual.administrators()));
        }
    }

    PolicyFile {
        // A file that was cut off while it was written must not stand for the built-in policy.
        if (Stream.of(allow, approve, protect, minimumIdle, warnFirst, reap, hours, budget, restart, paused)
                .allMatch(Optional::isEmpty)) {
            throw new IllegalArgumentException(
                    "says nothing; write what is allowed (allow: [drop, probe]), or remove the file");
        }
        List<Deed> approved = approve.orElse(List.of());
        allow.orElse(List.of()).stream().filter(approved::contains).findFirst().ifPresent(both -> {
            throw new IllegalArgumentException(both.word() + " stands in allow and in approve; keep one of the two");
        });
        if (hours.filter(List::isEmpty).isPresent()) {
            throw new IllegalArgumentException("hours is empty; name some, or take the line out for any time");
        }
        if (warnFirst.filter(PolicyFile::untimely).isPresent()) {
            throw new IllegalArgumentException("warnFirst is for drop and close, 1s to 30s ahead");
        }
        if (paused.filter(path -> !path.isAbsolute()).isPresent()) {
            throw new IllegalArgumentException("paused must begin with a slash");
        }
    }

    /// Beyond that, whoever sent the command would have given it up.
    private static boolean untimely(Map<Deed, Duration> ahead) {
        return ahead.entrySet().stream()
                .anyMatch(entry -> (entry.getKey() != Deed.DROP && entry.getKey() != Deed.CLOSE)
                        || entry.getValue().compareTo(LEAST_WARNING) < 0
                        || entry.getValue().compareTo(LONGEST_WARNING) > 0);
    }

    Policy resolve() {
        Policy usual = Policy.BUILT_IN;
        Set<Action> approved =
                approve.orElse(List.of()).stream().map(Deed::action).collect(Collectors.toSet());
        return new Policy(
                allow.map(deeds -> deeds.stream().map(Deed::action).collect(Collectors.toSet()))
                        .orElseGet(() -> usual.allow().stream()
                                .filter(action -> !approved.contains(action))
                                .collect(Collectors.toSet())),
                approved,
                protect.map(ProtectFile::resolve).orElse(usual.protect()),
                actions(minimumIdle.orElse(Map.of())),
                actions(warnFirst.orElse(Map.of())),
                reap.map(kinds -> kinds.stream().map(Leftover::kept).collect(Collectors.toSet()))
                        .orElse(usual.reap()),
                hours.orElse(usual.hours()),
                over(usual.budget(), actions(budget.orElse(Map.of()))),
                restart);
    }

    /// The whole of what holds, as one would write it.
    static PolicyFile of(Policy policy, Path pause) {
        Protection protect = policy.protect();
        return new PolicyFile(
                Optional.of(deeds(policy.allow())),
                Optional.of(deeds(policy.approve())),
                Optional.of(new ProtectFile(
                        Optional.of(sorted(protect.users())),
                        Optional.of(sorted(protect.groups())),
                        Optional.of(protect.addresses()),
                        Optional.of(sorted(protect.units())),
                        Optional.of(sorted(protect.commands())),
                        Optional.of(protect.lastAdministrator()),
                        Optional.of(sorted(protect.administrators())))),
                Optional.of(named(policy.minimumIdle())),
                Optional.of(named(policy.warnFirst())),
                Optional.of(policy.reap().stream()
                        .map(Leftover::new)
                        .sorted(Comparator.comparing(Leftover::kept))
                        .toList()),
                policy.hours().isEmpty() ? Optional.empty() : Optional.of(policy.hours()),
                Optional.of(named(policy.budget())),
                policy.restart(),
                Optional.of(pause));
    }

    private static List<Deed> deeds(Set<Action> actions) {
        return actions.stream().map(Deed::of).sorted().toList();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private static <T> Map<Deed, T> named(Map<Action, T> values) {
        return values.entrySet().stream().collect(Collectors.toMap(e -> Deed.of(e.getKey()), Map.Entry::getValue));
    }

    private static <T> Map<Action, T> actions(Map<Deed, T> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().action(), Map.Entry::getValue));
    }

    private static <T> Map<Action, T> over(Map<Action, T> usual, Map<Action, T> written) {
        Map<Action, T> all = new EnumMap<>(usual);
        all.putAll(written);
        return all;
    }

    Path pause() {
        return paused.orElse(USUAL_PAUSE);
    }
}
