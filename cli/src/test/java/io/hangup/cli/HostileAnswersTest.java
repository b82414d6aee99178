package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.cli.text.Nasty;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every printer, fed with text that would act on a terminal.
class HostileAnswersTest {
    private FakeController controller;

    static Stream<String> nastyOnes() {
        // A lone surrogate can't travel as UTF-8.
        return Nasty.CORPUS.stream()
                .filter(text -> text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE));
    }

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @ParameterizedTest
    @MethodSource("nastyOnes")
    void lettingNothingThroughToATerminalOrAPipe(String nasty) {
        Finding finding = Samples.finding(
                Verdict.STUCK,
                new Finding.Subject(nasty, nasty, nasty, nasty),
                new Progress.HeldBack(Action.DROP, nasty));
        String stream = "id: 1\nevent: reset\ndata: " + json(Samples.page(List.of(finding))) + "\n\n";
        controller
                .on("GET /api/v1/stuck", Samples.page(List.of(finding)))
                .on(
                        "GET /api/v1/sessions",
                        Samples.page(List.of(Samples.session(nasty, nasty, new Terminal.Unseen(nasty)))))
                .on("GET /api/v1/findings/x%40y", finding)
                .on("GET /api/v1/chains/x", Hops.chain(nasty))
                .on("GET /api/v1/clients", Samples.page(List.of(Hops.client(nasty))))
                .on("GET /api/v1/orphans", Samples.page(List.of(Hops.orphan(nasty))))
                .refusing("GET /api/v1/findings/problem", 409, nasty, nasty)
                .refusing("POST /api/v1/commands", 429, nasty, nasty)
                .streaming("/api/v1/stuck/stream", List.of(stream))
                .streaming("/api/v1/stuck/stream", List.of(stream));

        for (Surroundings surroundings : List.of(Run.PIPE, Run.TERMINAL)) {
            for (String format : List.of("table", "wide", "json", "ndjson")) {
                harmless(surroundings, "stuck", "-o", format);
                harmless(surroundings, "sessions", "-o", format);
                harmless(surroundings, "explain", "x@y", "-o", format);
                harmless(surroundings, "chain", "x", "-o", format);
                harmless(surroundings, "clients", "-o", format);
                harmless(surroundings, "orphans", "-o", format);
            }
            harmless(surroundings, "explain", "problem");
            harmless(surroundings, "watch", "--count", "1");
            harmless(surroundings, "chain", "x", "--close", "3", "--reason", "r", "--yes");
            harmless(surroundings, "kill", Samples.TARGET.id(), "--reason", "r", "--yes");
        }
    }

    private void harmless(Surroundings surroundings, String... arguments) {
        Run run = Run.of(surroundings, "", Map.of("HANGUP_SERVER", controller.url()), arguments);

        String ours = (run.out() + run.err()).replaceAll("\u001b\\[(\\d*m|H|K|J)", "");
        assertThat(ours.codePoints().filter(c -> c != '\n'))
                .as(String.join(" ", arguments))
                .noneMatch(Nasty::acts);
        assertThat(ours.lines()).as(String.join(" ", arguments)).hasSizeLessThan(400);
    }

    private static String json(Object record) {
        return new String(Wire.encode(record), StandardCharsets.UTF_8);
    }
}
