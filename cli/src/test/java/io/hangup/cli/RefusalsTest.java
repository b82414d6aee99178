package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalsTest {
    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @ParameterizedTest
    @CsvSource({"400,2", "401,5", "403,5", "404,3", "409,6", "429,6", "500,1", "503,1"})
    void endsWithTheCodeOfTheProblemAndItsWords(int status, int exit) {
        controller.refusing("GET /api/v1/stuck", status, "Refused", "because; do this");

        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), "stuck");

        assertThat(run).isEqualTo(new Run(exit, "", "hangup: Refused: because; do this\n"));
    }

    @Test
    void namesTheAddressAndTheCureWhenNothingListens() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        Run run = Run.of(Map.of(), "stuck", "--server", "http://127.0.0.1:" + free);

        assertThat(run)
                .isEqualTo(new Run(
                        1,
                        "",
                        "hangup: cannot reach the controller at http://127.0.0.1:" + free
                                + " (nothing listens there). Start one on this machine with ./hangup up, or name another"
                                + " with --server URL.\n"));
    }

    @Test
    void saysSoWhenSomethingElseAnswers() {
        controller.raw("GET /api/v1/stuck", 200, "<html>hello</html>");

        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), "stuck");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("is a Hangup controller listening there?");
    }

    @ParameterizedTest
    @CsvSource({
        "stukc, Did you mean stuck or hosts",
        "stuck --wat, Unknown option: '--wat'",
        "stuck -o xml, Invalid value for option '--output'",
        "explain, Missing required parameter: 'ID'",
        "kill x, Missing required option: '--reason=TEXT'",
        "kill x --reason ' ' --yes, --reason is empty",
        "stuck --server ftp://x, it looks like http://HOST:7070",
        "watch -o json, use -o ndjson"
    })
    void refusesWhatItDoesNotUnderstand(String arguments, String sentence) {
        String[] words = arguments.replace("' '", "_").split(" ");
        for (int i = 0; i < words.length; i++) {
            words[i] = words[i].equals("_") ? " " : words[i];
        }

        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), words);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(sentence);
        assertThat(run.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill x",
                "close x",
                "reap x",
                "warn x",
                "keep x",
                "probe x",
                "restart-sshd x",
                "chain x --close 1"
            })
    void namesTheLimitOfAReasonThatIsTooLong(String command) {
        String[] words = (command + " --reason " + "r".repeat(401)).split(" ");

        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), words);

        assertThat(run).isEqualTo(new Run(2, "", "hangup: --reason has 401 characters: at most 400\n"));
        assertThat(controller.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kill", "close", "reap", "warn", "keep", "probe", "restart-sshd"})
    void refusesAnEmptyId(String command) {
        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), command, "", "--reason", "r");

        assertThat(run).isEqualTo(new Run(2, "", "hangup: target is empty: name one connection, session or finding\n"));
    }

    @Test
    void refusesATokenFileThatHoldsNone() {
        Run run = Run.of(Map.of("HANGUP_SERVER", controller.url()), "stuck", "--token-file", "/nowhere/token");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).startsWith("hangup: cannot read the token file /nowhere/token");
    }
}
