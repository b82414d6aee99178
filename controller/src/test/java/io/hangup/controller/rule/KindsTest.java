package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.kind.Dimmed;
import io.hangup.controller.kind.Kind;
import io.hangup.controller.kind.Kinds;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every kind against every shipped rule, from its first second to its second day, for agents that see everything and
/// for agents that lack a sense.
class KindsTest {
    private static final Judge SHIPPED = new Judge(Written.shipped());
    private static final List<Duration> AGES = Stream.of(
                    0, 1, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 29, 31, 36, 41, 46, 51, 59, 61, 90, 130, 140, 300, 490,
                    1_440, 2_880)
            .map(Duration::ofMinutes)
            .flatMap(age -> Stream.of(age, age.plusSeconds(50)))
            .toList();

    static Stream<Kind> all() {
        return Kinds.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFoundByTheRuleThatIsMeantForIt(Kind kind) {
        Set<String> stuck = new HashSet<>();
        Set<String> noticed = new HashSet<>();

        AGES.forEach(age -> judge(kind, age, Optional.empty())
                .forEach(rule -> (rule.verdict() == Verdict.STUCK ? stuck : noticed).add(rule.id())));

        assertThat(stuck).isEqualTo(kind.stuck().map(Set::of).orElse(Set.of()));
        assertThat(noticed).isEqualTo(kind.noticed());
    }

    @ParameterizedTest
    @MethodSource("all")
    void isNeverCalledStuckByAnotherRuleWhateverTheAgentLacks(Kind kind) {
        Set<String> stuck = new HashSet<>();

        for (Blindspot.Sense sense : Blindspot.Sense.values()) {
            AGES.forEach(age -> judge(kind, age, Optional.of(sense)).stream()
                    .filter(rule -> rule.verdict() == Verdict.STUCK)
                    .forEach(rule -> stuck.add(rule.id())));
        }

        assertThat(stuck).isSubsetOf(kind.stuck().map(Set::of).orElse(Set.of()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void isNeverCalledStuckByAnAgentThatLacksEverySense(Kind kind) {
        Set<String> stuck = new HashSet<>();

        AGES.forEach(age -> {
            Connection dim = null;
            for (Blindspot.Sense sense : Blindspot.Sense.values()) {
                Optional<Connection> seen = Optional.ofNullable(dim).or(() -> alive(kind, age));
                dim = seen.map(one -> Dimmed.by(sense, one)).orElse(null);
            }
            List<Blindspot> all = Arrays.stream(Blindspot.Sense.values())
                    .map(sense -> new Blindspot(sense, "no capability"))
                    .toList();
            holding(Optional.ofNullable(dim), all).stream()
                    .filter(rule -> rule.verdict() == Verdict.STUCK)
                    .forEach(rule -> stuck.add(rule.id()));
        });

        assertThat(stuck).isEmpty();
    }

    private static List<Rule> judge(Kind kind, Duration age, Optional<Blindspot.Sense> lacking) {
        Optional<Connection> seen = alive(kind, age)
                .map(one -> lacking.map(sense -> Dimmed.by(sense, one)).orElse(one));
        return holding(
                seen,
                lacking.map(sense -> new Blindspot(sense, "no capability")).stream()
                        .toList());
    }

    private static Optional<Connection> alive(Kind kind, Duration age) {
        Instant began = NOON.minus(age);
        return kind.life().at(1, began, NOON);
    }

    /// The rules whose condition holds. None of them is asked to hold for its time, so this is the worst case.
    private static List<Rule> holding(Optional<Connection> connection, List<Blindspot> blindspots) {
        return SHIPPED
                .judge(Hosts.state(Hosts.snapshot(
                        "web-1", NOON, blindspots, connection.stream().toList())))
                .stream()
                .filter(Judgement.Holds.class::isInstance)
                .map(Judgement::rule)
                .toList();
    }
}
