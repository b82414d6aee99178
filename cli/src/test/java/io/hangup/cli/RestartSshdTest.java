package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.HostStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestartSshdTest {
    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        controller
                .on("GET /api/v1/hosts", Samples.page(List.of(Samples.host(Samples.WEB, HostStatus.FRESH))))
                .on("POST /api/v1/commands", 202, Samples.command(Optional.empty()));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    private void answering(Outcome outcome) {
        controller.on(
                "GET /api/v1/commands/operator%40web-1%3A9c1e-3f2a%231795348800",
                Samples.command(Optional.of(Samples.receipt(outcome))));
    }

    private Run restart(String host, String... options) {
        List<String> words = new ArrayList<>(List.of("restart-sshd", host, "--reason", "answers nobody"));
        words.addAll(List.of(options));
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), words.toArray(String[]::new));
    }

    @Test
    void showsTheServerAndWhatStaysAndThenTheReceipt() {
        answering(new Outcome.Restarted(2, 2));

        Run run = restart("web-1", "--yes");

        assertThat(run).isEqualTo(new Run(0, """
                                receipt  restarted; sessions before 2, of them after 2, 1.2s, web-1 at 2026-11-22T12:00:02Z
                                  12:00:01  TERM to sshd 20840
                                sessions a restart of sshd ends none of them
                                """, """
                                restarts the SSH server of web-1
                                  sshd (pid 800) at 0.0.0.0:22, not asked whether it greets
                                stays    2 sessions in 2 connections: a restart of sshd ends none of them
                                         For a moment nobody new can log in.
                                """));
        assertThat(controller.asked())
                .anyMatch(asked -> asked.endsWith(
                        "{\"target\":\"web-1\",\"reason\":\"answers nobody\",\"action\":\"restart-sshd\"}"));
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Restarted(3, 2), 0, "1 ended meanwhile, not by the restart"),
                Arguments.of(new Outcome.NotRestarted("its start failed", false), 7, "NOBODY LISTENS NOW"),
                Arguments.of(new Outcome.NotRestarted("systemd said no", true), 7, "but somebody listens"),
                Arguments.of(new Outcome.Refused("line 2: Bad configuration option"), 6, "line 2"),
                Arguments.of(new Outcome.Unknown("it can't be seen"), 8, "it can't be seen"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void endsWithTheCodeOfTheOutcome(Outcome outcome, int exit, String words) {
        answering(outcome);

        Run run = restart("web-1", "--yes");

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).contains(words);
    }

    @Test
    void knowsOnlyHostsThatAreKnown() {
        Run run = restart("web-9", "--yes");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void doesNothingWhereNobodyCanBeAsked() {
        Run run = restart("web-1");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }
}
