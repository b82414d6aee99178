package io.hangup.controller.http;

import io.hangup.controller.feed.Filter;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Verdict;
import io.vertx.core.MultiMap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The query of a GET: which filters, checked. What is not understood is refused, so that a misspelt filter never means
/// "everything".
sealed interface Query {
    /// Longer values match nothing that exists.
    int LONGEST = 256;

    Set<String> FINDINGS = Set.of("host", "user", "rule", "verdict", "all");
    Set<String> SESSIONS = Set.of("host", "user", "verdict");
    Set<String> HOSTS = Set.of("host", "verdict");
    Set<String> PEOPLE = Set.of("host", "user");
    Set<String> CONTROLS = Set.of("host");
    Set<String> STREAM = Set.of("all");

    /// The words that `verdict` can be, by what is asked for.
    Map<Set<String>, Set<String>> VERDICTS = Map.of(
            FINDINGS, words(Verdict.values()),
            SESSIONS, words(SessionVerdict.values()),
            HOSTS, words(HostStatus.values()));

    record Good(Filter filter) implements Query {}

    record Bad(String why) implements Query {}

    static Query of(MultiMap parameters, Set<String> known) {
        for (String name : parameters.names()) {
            if (!known.contains(name)) {
                return new Bad("Unknown filter; known here: " + sorted(known) + ".");
            }
            List<String> values = parameters.getAll(name);
            if (values.size() != 1
                    || values.getFirst().isEmpty()
                    || values.getFirst().length() > LONGEST) {
                return new Bad("The filter " + name + " must be given once, with 1 to " + LONGEST + " characters.");
            }
        }
        Optional<String> verdict = one(parameters, "verdict");
        Set<String> words = VERDICTS.getOrDefault(known, Set.of());
        if (verdict.isPresent() && !words.contains(verdict.get())) {
            return new Bad("The filter verdict is one of: " + sorted(words) + ".");
        }
        Optional<String> all = one(parameters, "all");
        if (all.isPresent() && !Set.of("true", "false").contains(all.get())) {
            return new Bad("The filter all is true or false.");
        }
        return new Good(new Filter(
                one(parameters, "host"),
                one(parameters, "user"),
                one(parameters, "rule"),
                verdict,
                all.equals(Optional.of("true"))));
    }

    private static Optional<String> one(MultiMap parameters, String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    private static Set<String> words(Enum<?>... values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String sorted(Set<String> words) {
        return String.join(", ", words.stream().sorted().toList());
    }
}
