package io.hangup.controller.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/// What people read when a rules file is wrong, to the letter.
class RuleProblemsTest {
    /// What follows `when:`, and what is said of it.
    static final List<Arguments> conditions = List.of(
            Arguments.of("connection.peer.silentFro > duration(\"15m\")", """
                    rules.yaml:6:27: unknown fact connection.peer.silentFro; did you mean connection.peer.silentFor?
                            when: connection.peer.silentFro > duration("15m")
                                                  ^"""),
            Arguments.of("connection.tpc.state.startsWith(\"e\")", """
                    rules.yaml:6:22: unknown fact connection.tpc.state; did you mean connection.tcp.state?
                            when: connection.tpc.state.startsWith("e")
                                             ^"""),
            Arguments.of("connection.tcp == 1", """
                    rules.yaml:6:11: connection.tcp is a group of facts, such as connection.tcp.state
                            when: connection.tcp == 1
                                  ^"""),
            Arguments.of("session.idle > duration(\"5m\")", """
                    rules.yaml:6:11: session.idle is a fact of a session, and this rule is on: connection
                            when: session.idle > duration("5m")
                                  ^"""),
            Arguments.of("'connection.peer.silentFor > duration(''15 minutes'')'", """
                    rules.yaml:6:49: not a duration: write it as "90s", "30m" or "1h30m"; hours are the largest unit
                            when: 'connection.peer.silentFor > duration(''15 minutes'')'
                                                                        ^"""),
            Arguments.of("connection.age > 30", """
                    rules.yaml:6:26: > does not go with (duration, int); a duration is written duration("30m")
                            when: connection.age > 30
                                                 ^"""),
            Arguments.of("connection.age", """
                    rules.yaml:6:21: a condition is true or false, and this is of type duration
                            when: connection.age
                                            ^"""),
            Arguments.of("connection.phase == \"preauth\"", """
                    rules.yaml:6:31: connection.phase is never "preauth"; it can be pre-auth, authenticated
                            when: connection.phase == "preauth"
                                                      ^"""),
            Arguments.of("connection.phase in [\"pre-auth\", \"let-in\"]", """
                    rules.yaml:6:44: connection.phase is never "let-in"; it can be pre-auth, authenticated
                            when: connection.phase in ["pre-auth", "let-in"]
                                                                   ^"""),
            Arguments.of("connection.uid = 0", """
                    rules.yaml:6:26: = does not compare; write ==
                            when: connection.uid = 0
                                                 ^"""),
            Arguments.of("connection.uid >", """
                    rules.yaml:6:27: the condition ends too early
                            when: connection.uid >
                                                  ^"""),
            Arguments.of("isDead(connection.uid)", """
                    rules.yaml:6:11: unknown function isDead
                            when: isDead(connection.uid)
                                  ^"""),
            Arguments.of("connection.user.startWith(\"e\")", """
                    rules.yaml:6:27: unknown function startWith
                            when: connection.user.startWith("e")
                                                  ^"""),
            Arguments.of("connection.user.matches(\"[\")", """
                    rules.yaml:6:35: not a regular expression: Unclosed character class near index 0
                            when: connection.user.matches("[")
                                                          ^"""),
            Arguments.of("true", """
                    rules.yaml:6:11: it speaks of no fact, so it is the same for everything
                            when: true
                                  ^"""),
            Arguments.of("!(connection.uid == 0)", """
                    rules.yaml:6:11: `when` is text: put it in quotes when it starts with one of ! & * [ {
                            when: !(connection.uid == 0)
                                  ^"""),
            Arguments.of("\"connection.user == \\\"x\\\" && conection.uid == 0\"", """
                    rules.yaml:6:40: unknown fact conection.uid; did you mean connection.uid?
                            when: "connection.user == \\"x\\" && conection.uid == 0"
                                                               ^"""),
            Arguments.of("|\n      connection.uid == 0\n      && connection.tcp.retransmit >= 9", """
                    rules.yaml:8:25: unknown fact connection.tcp.retransmit; did you mean connection.tcp.retransmits?
                              && connection.tcp.retransmit >= 9
                                                ^"""),
            Arguments.of(">-\n      connection.uid == 0\n      && connection.tcp.retransmit >= 9", """
                    rules.yaml:8:25: unknown fact connection.tcp.retransmit; did you mean connection.tcp.retransmits?
                              && connection.tcp.retransmit >= 9
                                                ^"""),
            Arguments.of("connection.uid == 0\n      && connection.tcp.retransmit >= 9", """
                    rules.yaml:7:25: unknown fact connection.tcp.retransmit; did you mean connection.tcp.retransmits?
                              && connection.tcp.retransmit >= 9
                                                ^"""));

    /// Whole files that are no rules file.
    static final List<Arguments> files = List.of(
            Arguments.of("", "rules.yaml:1:1: the file is empty; a rules file starts with `rules:`"),
            Arguments.of("- a", """
                    rules.yaml:1:1: a rules file starts with `rules:`
                        - a
                        ^"""),
            Arguments.of("rules: x", """
                    rules.yaml:1:8: `rules` is a list: start each rule with `- id:`
                        rules: x
                               ^"""),
            Arguments.of("rules:\n  - 7", """
                    rules.yaml:2:5: not a rule: a rule starts with `- id:`
                          - 7
                            ^"""),
            Arguments.of(
                    "rules:\n  - id: [\n",
                    "rules.yaml:3:1: not YAML: expected the node content, but found '<stream end>'"));

    @ParameterizedTest
    @FieldSource("conditions")
    void pointsAtTheSpotInsideTheCondition(String when, String expected) {
        String yaml = """
                rules:
                  - id: a
                    summary: b
                    on: connection
                    where: fleet
                    when: %s
                """.formatted(when);

        String shown = show(yaml);

        assertThat(shown).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("files")
    void saysWhatIsNoRulesFile(String yaml, String expected) {
        String shown = show(yaml);

        assertThat(shown).isEqualTo(expected);
    }

    @Test
    void refusesASummaryThatNoCommandCanCarry() {
        String yaml = """
                rules:
                  - id: wordy
                    summary: %s
                    on: connection
                    where: fleet
                    when: connection.age > duration("1h")
                    do: drop
                """;

        assertThat(show(yaml.formatted("x".repeat(401))))
                .startsWith("rules.yaml:3:14: at most 400 characters: users and auditors read it;");
        assertThat(RuleFile.parse("rules.yaml", yaml.formatted("x".repeat(400))))
                .isInstanceOf(RuleFile.Good.class);
    }

    @Test
    void saysAllProblemsAtOnce() {
        String yaml = """
                rules:
                  - id: Bad Id
                    sumary: x
                    on: conection
                    when: host.name == 'a'
                    for: 2 minutes
                    do: reap
                    mode: live
                    limits: {perHost: 2 in 10m, flet: 1/1m}
                  - id: twice
                    summary: one
                    summary: two
                    on: host
                    where: fleet
                    when: host.connections > 5
                    do: drop
                  - id: twice
                    summary: again
                    on: host
                    where: "true"
                    when: host.connections > 5
                """;

        String shown = show(yaml);

        assertThat(shown).isEqualTo("""
                rules.yaml:2:5: `summary` is missing: one sentence that says what is wrong
                      - id: Bad Id
                        ^
                rules.yaml:2:5: `where` is missing: which of them; the whole fleet is written `where: fleet`
                      - id: Bad Id
                        ^
                rules.yaml:2:9: not an id: lower-case letters, digits and dashes, at most 63, a letter first
                      - id: Bad Id
                            ^
                rules.yaml:3:5: unknown key sumary; did you mean summary?
                        sumary: x
                        ^
                rules.yaml:4:9: conection is none of host, connection, session; did you mean connection?
                        on: conection
                            ^
                rules.yaml:6:10: not a duration: write a whole number and a unit, such as 500ms, 5s, 2m, 1h or 7d
                        for: 2 minutes
                             ^
                rules.yaml:7:9: reap is not in this version; report, warn, close, drop and restart-sshd are
                        do: reap
                            ^
                rules.yaml:8:11: live is none of shadow, enforce
                        mode: live
                              ^
                rules.yaml:9:23: not a limit: write how many and in what time, as in 2/10m
                        limits: {perHost: 2 in 10m, flet: 1/1m}
                                          ^
                rules.yaml:9:33: unknown key flet; did you mean fleet?
                        limits: {perHost: 2 in 10m, flet: 1/1m}
                                                    ^
                rules.yaml:12:5: `summary` is written twice
                        summary: two
                        ^
                rules.yaml:16:9: a host can't be ended; a rule on a host reports, or restarts sshd
                        do: drop
                            ^
                rules.yaml:17:9: there is a rule twice already, in line 10
                      - id: twice
                            ^
                rules.yaml:20:13: it speaks of no fact, so it is the same for everything
                        where: "true"
                                ^""");
    }

    static String show(String yaml) {
        return switch (RuleFile.parse("rules.yaml", yaml)) {
            case RuleFile.Good(var rules) -> "good: " + rules.size();
            case RuleFile.Bad(var problems) ->
                problems.stream().map(RuleProblem::show).collect(Collectors.joining("\n"));
        };
    }
}
