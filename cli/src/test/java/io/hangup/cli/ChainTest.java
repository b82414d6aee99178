package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChainTest {
    private FakeController controller;

    @BeforeEach
    void start() throws IOException {
        controller = new FakeController();
        controller
                .on("GET /api/v1/chains/db-1%3A77aa-12", Hops.chain("alice"))
                .on("GET /api/v1/clients", Samples.page(List.of(Hops.client("alice"))))
                .on("GET /api/v1/orphans", Samples.page(List.of(Hops.orphan("alice"))))
                .on("POST /api/v1/commands", 202, Samples.command(Optional.empty()))
                .on(
                        "GET /api/v1/commands/operator%40web-1%3A9c1e-3f2a%231795348800",
                        Samples.command(Optional.of(Samples.receipt(new Outcome.Gone()))));
    }

    @AfterEach
    void stop() {
        controller.close();
    }

    @Test
    void drawsEachHopUnderTheOneItLeadsOnFrom() {
        Run run = hangup("chain", "db-1:77aa-12");

        assertThat(run).isEqualTo(new Run(0, """
                        unknown host at 10.0.0.7
                        -> 1  web-1  live  alice on pts/3, runs ssh (pid 21400)  ends with ~.  web-1:9c1e-3f2a
                           -> 2* db-1  stuck  alice, no session  forwarded (-J, -W, -L)  db-1:77aa-12
                                 alice
                              -> 3  unknown host at 203.0.113.9:22  unknown  db-1:77aa-99
                                    where it ends is unknown
                        Typed on a new line of the first terminal, ~. ends hop 1, and each further ~ reaches a hop further that has a terminal.
                        """, ""));
    }

    @Test
    void endsOneHopByTheConnectionAtItsFarEnd() {
        Run run = hangup("chain", "db-1:77aa-12", "--close", "2", "--reason", "behind the bastion", "--yes");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("receipt  gone");
        assertThat(run.err()).contains("ends     hop 2 and what leads on from it, connection db-1:77aa-12");
        assertThat(controller.asked())
                .anyMatch(asked -> asked.contains("{\"target\":\"db-1:77aa-12\",\"reason\":\"behind the bastion\"}"));
    }

    @Test
    void refusesToEndAHopWhoseFarEndIsUnknown() {
        Run run = hangup("chain", "db-1:77aa-12", "--close", "3", "--reason", "r", "--yes");

        assertThat(run.exit()).isEqualTo(6);
        assertThat(run.err()).contains("hop 3 can't be ended from here: where it ends is unknown");
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void endsNothingWithoutAReasonOrANumberOfTheChain() {
        assertThat(hangup("chain", "db-1:77aa-12", "--close", "2", "--yes").exit())
                .isEqualTo(2);
        assertThat(hangup("chain", "db-1:77aa-12", "--close", "9", "--reason", "r", "--yes")
                        .exit())
                .isEqualTo(3);
        assertThat(hangup("chain", "db-1:77aa-12", "--close", "2", "--reason", "r")
                        .exit())
                .isEqualTo(2);
        assertThat(controller.asked()).noneMatch(asked -> asked.startsWith("POST"));
    }

    @Test
    void givesTheDocumentAsItIs() throws IOException {
        Run run = hangup("chain", "db-1:77aa-12", "-o", "json");

        assertThat(Wire.json().readValue(run.out(), Chain.class)).isEqualTo(Hops.chain("alice"));
    }

    @Test
    void listsClientsAndWhatOutlivedItsLogin() {
        assertThat(hangup("clients").out()).isEqualTo("""
                HOST   USER   VIA     AGE     LEADS TO       STARTED FROM     PID    ID
                web-1  alice  client  10m00s  10.77.1.3:22?  web-1:9c1e-3f2a  21400  web-1:9c1e-4a01
                """);
        assertThat(hangup("orphans").out()).isEqualTo("""
                ID                 HOST   USER   KEPT BY  AGE    RUNS  PID    STATE
                web-1:9c1e-p21400  web-1  alice  nohup    2h00m  ssh   21400  sleeping
                """);
    }

    private Run hangup(String... arguments) {
        return Run.of(
                Map.of("HANGUP_SERVER", controller.url()), Stream.of(arguments).toArray(String[]::new));
    }
}
