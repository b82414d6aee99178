package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.cli.api.Event;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final String STREAM = "/api/v1/stuck/stream";

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void printsALineForEachChangeAndGoesOnWhereTheStreamBroke() {
        controller
                .streaming(
                        STREAM, List.of(": keepalive\n\n", event(7, "reset", Samples.page(List.of(Samples.stuck())))))
                .streaming(STREAM, List.of(event(8, "finding", Samples.answered(new Outcome.Gone()))));

        Run run = watch("--count", "2");

        assertThat(run).isEqualTo(new Run(0, """
                                2026-11-22T12:00:00Z  stuck  dead-peer@web-1:9c1e-3f2a:20853  alice pts/3 10.0.0.7:51123  shadow: would drop
                                2026-11-22T12:00:00Z  ended  dead-peer@web-1:9c1e-3f2a:20853  alice pts/3 10.0.0.7:51123  gone
                                """, """
                                warning: the stream broke; trying again
                                connected again
                                """));
        assertThat(controller.asked()).containsExactly("GET " + STREAM + "|||", "GET " + STREAM + "||7|");
    }

    @Test
    void keepsTryingWhileTheControllerIsAway() {
        controller.streaming(STREAM, List.of(event(7, "reset", Samples.page(List.of(Samples.stuck())))));

        Thread comeBack = Thread.startVirtualThread(() -> {
            while (controller.asked().size() < 3) {
                Thread.onSpinWait();
            }
            controller.streaming(STREAM, List.of(event(9, "finding", Samples.stuck("bob", "vi"))));
        });
        Run run = watch("--count", "2");

        assertThat(comeBack).isNotNull();
        assertThat(run.out().lines()).hasSize(2);
    }

    @Test
    void repeatsNothingThatAResetBringsAgain() {
        controller
                .streaming(STREAM, List.of(event(7, "reset", Samples.page(List.of(Samples.stuck())))))
                .streaming(
                        STREAM,
                        List.of(
                                event(8, "reset", Samples.page(List.of(Samples.stuck()))),
                                event(9, "finding", Samples.stuck("alice", "vi"))));

        Run run = watch("--count", "2", "-o", "ndjson");

        assertThat(run.out().lines().map(WatchTest::command)).containsExactly("sleep", "vi");
    }

    @Test
    void redrawsATableOnATerminal() {
        controller.streaming(STREAM, List.of(event(7, "reset", Samples.page(List.of(Samples.stuck())))));

        Run run = Run.of(Run.TERMINAL, "", Map.of("HANGUP_SERVER", controller.url()), "watch", "--count", "1");

        assertThat(run.out()).startsWith("\u001b[H").contains("VERDICT").contains("dead-peer@web-1:9c1e-3f2a:20853");
    }

    /// Hosts can fall silent without any finding.
    @Test
    void showsHowManyHostsAreHeardAsTheStreamGoesOn() throws Failure {
        var feed = new LiveFeed("", "");
        feed.accept(new Event("7-1", "reset", data(Samples.page(List.of(Samples.stuck())))));

        List<Finding> changed = feed.accept(new Event("7-1", "keepalive", data(new Page.Coverage(1, 9))));

        assertThat(changed).isEmpty();
        assertThat(feed.coverage()).isEqualTo(new Page.Coverage(1, 9));
        assertThat(feed.lastEventId()).isEqualTo("7-1");
    }

    @Test
    void failsAtOnceWhereThereIsNoController() {
        Run run = Run.of(Map.of(), "watch", "--server", "http://127.0.0.1:1");

        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void leavesOutOtherHosts() {
        controller.streaming(
                STREAM,
                List.of(
                        event(7, "reset", Samples.page(List.of(Samples.stuck("bob", "vi")))),
                        event(8, "finding", Samples.stuck())));

        Run run = watch("--count", "1", "--user", "alice");

        assertThat(run.out()).contains("alice").doesNotContain("bob");
    }

    private Run watch(String... more) {
        String[] arguments = Stream.concat(Stream.of("watch"), Stream.of(more)).toArray(String[]::new);
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), arguments);
    }

    private static String event(long id, String name, Object data) {
        return "id: " + id + "\nevent: " + name + "\ndata: " + data(data) + "\n\n";
    }

    private static String data(Object record) {
        return new String(Wire.encode(record), StandardCharsets.UTF_8);
    }

    private static String command(String line) {
        try {
            return Wire.json().readValue(line, Finding.class).subject().command();
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
