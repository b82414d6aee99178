package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.ProcessStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What `explain` advises: never what can't work, and never itself once the host has answered.
class ExplainTest {
    private static final Finding.Subject NOBODY = new Finding.Subject("", "", "", "");
    private static final Finding.Subject ALICE = new Finding.Subject("alice", "", "", "make");
    private static final Target HOST = new Target.Host(Samples.WEB, Samples.BOOT);
    private static final Target CONNECTION = Samples.TARGET.connection();
    private static final Target ORPHAN =
            new Target.OneOrphan(Samples.WEB, Samples.BOOT, new ProcessStamp(21_400, 7_000));
    private static final Progress REPORTED = new Progress.Reported();
    private static final Progress UNANSWERED = new Progress.Unanswered(Samples.COMMAND, Action.REAP, Samples.NOON);
    private static final Progress SENT =
            new Progress.Commanded(Samples.COMMAND, Action.DROP, Samples.NOON, Samples.NOON.plusSeconds(60));
    private static final String KILL = "./hangup kill dead-peer@web-1:9c1e-3f2a --reason \"why\"";

    @TempDir
    private Path home;

    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        Path pages = Files.createDirectories(home.resolve("docs/rules"));
        Files.writeString(pages.resolve("listener-wedged.md"), "# listener-wedged");
        Files.writeString(pages.resolve("stopped-monitor.md"), "# stopped-monitor");
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    static Stream<Arguments> advice() {
        return Stream.of(
                Arguments.of(HOST, "listener-wedged", REPORTED, "read docs/rules/listener-wedged.md"),
                Arguments.of(HOST, "my-own", REPORTED, ""),
                Arguments.of(HOST, "../rules/listener-wedged", REPORTED, ""),
                Arguments.of(CONNECTION, "stopped-monitor", REPORTED, "read docs/rules/stopped-monitor.md"),
                Arguments.of(CONNECTION, "dead-peer", REPORTED, KILL),
                Arguments.of(CONNECTION, "dead-peer", new Progress.Shadowed(Action.DROP), KILL),
                Arguments.of(
                        Samples.TARGET,
                        "left-channel",
                        new Progress.HeldBack(Action.CLOSE, "budget spent"),
                        "./hangup close left-channel@web-1:9c1e-3f2a:20853 --reason \"why\""),
                Arguments.of(ORPHAN, "left-job", UNANSWERED, "./hangup reap web-1:9c1e-p21400 --reason \"why\""),
                Arguments.of(CONNECTION, "dead-peer", SENT, "./hangup explain dead-peer@web-1:9c1e-3f2a"),
                Arguments.of(
                        CONNECTION,
                        "dead-peer",
                        answered(new Outcome.Refused("someone types")),
                        KILL + "  with --sign KEYFILE where a signature is asked for"),
                Arguments.of(CONNECTION, "dead-peer", answered(new Outcome.StillThere("in D")), KILL),
                Arguments.of(CONNECTION, "dead-peer", answered(new Outcome.Expired()), KILL),
                Arguments.of(CONNECTION, "dead-peer", answered(new Outcome.Unknown("restarted")), KILL),
                Arguments.of(CONNECTION, "dead-peer", answered(new Outcome.Gone()), ""));
    }

    @ParameterizedTest
    @MethodSource("advice")
    void advisesWhatCanWorkForSuchATarget(Target target, String rule, Progress progress, String advice) {
        Run run = explain(Samples.about(target, rule, ALICE, progress));

        assertThat(run.out().lines().filter(line -> line.startsWith("next")).toList())
                .isEqualTo(advice.isEmpty() ? List.of() : List.of("next     " + advice));
    }

    @Test
    void saysThatAHostHasNobodyAtATerminal() {
        Run run = explain(Samples.about(HOST, "listener-wedged", NOBODY, REPORTED));

        assertThat(run.out())
                .contains("who      host web-1 as a whole, no session in particular\n")
                .doesNotContain("nobody", "terminal");
    }

    private static Progress answered(Outcome outcome) {
        return new Progress.Answered(Samples.receipt(outcome));
    }

    private Run explain(Finding finding) {
        String path =
                finding.id().value().replace("@", "%40").replace(":", "%3A").replace("/", "%2F");
        controller.on("GET /api/v1/findings/" + path, finding);
        var environment = Map.of("HANGUP_SERVER", controller.url(), "HANGUP_HOME", home.toString());
        return Run.of(environment, "explain", finding.id().value());
    }
}
