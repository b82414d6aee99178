package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final String ID = "dead-peer@web-1:9c1e-3f2a:20853";

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
    void showsWhatIsStuckAsATable() {
        controller.on("GET /api/v1/stuck", Samples.page(List.of(Samples.stuck())));

        Run run = ask("stuck");

        assertThat(run).isEqualTo(new Run(0, """
                                VERDICT  FOR    HOST   USER   TTY    PEER            RULE       DONE                ID
                                stuck    2m12s  web-1  alice  pts/3  10.0.0.7:51123  dead-peer  shadow: would drop  %s
                                """.formatted(ID), ""));
    }

    @Test
    void fitsTheTableToTheTerminalAndKeepsTheIdWhole() {
        controller.on("GET /api/v1/stuck", Samples.page(List.of(Samples.stuck())));
        var narrow = new Surroundings(true, true, false, true, 80, 24);

        Run run = Run.of(narrow, "", Map.of("HANGUP_SERVER", controller.url()), "stuck");

        assertThat(run.out()).contains(ID);
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void coloursTheVerdictOnATerminalOnly() {
        controller.on("GET /api/v1/stuck", Samples.page(List.of(Samples.stuck())));

        Run run = Run.of(Run.TERMINAL, "", Map.of("HANGUP_SERVER", controller.url()), "stuck");

        assertThat(run.out()).contains("\u001b[31mstuck\u001b[0m");
    }

    @Test
    void showsWhatSettingsReallyDo() {
        controller.on("GET /api/v1/controls", Samples.page(List.of(Samples.control("a dead client, late"))));

        Run run = ask("audit");

        assertThat(run).isEqualTo(new Run(0, """
                                WORKS   HOST   CONTROL              WHERE     FOR   DRIFT   SET  WHAT REALLY HAPPENS
                                partly  web-1  ClientAliveInterval  everyone  1d0h  weaker  5    a dead client, late
                                """, ""));
    }

    @Test
    void writesListsForSpreadsheetsAndNoFormulas() {
        controller.on("GET /api/v1/controls", Samples.page(List.of(Samples.control("=1+1, \"x\"\u001b"))));

        Run run = ask("audit", "--host", "web-1", "--format", "csv");

        assertThat(run.out()).isEqualTo("""
                                WORKS,HOST,CONTROL,WHERE,FOR,DRIFT,SET,WHAT REALLY HAPPENS,SINCE,BEFORE,ASKED FOR BY
                                partly,web-1,ClientAliveInterval,everyone,1d0h,weaker,5,"'=1+1, ""x""\\u{1b}",2026-11-21T12:00:00Z,9,NIST AC-12; NIST SC-10
                                """);
        assertThat(controller.asked()).anyMatch(request -> request.startsWith("GET /api/v1/controls?host=web-1|"));
    }

    @Test
    void saysThatNothingIsStuckAndOnWhatThatRests() {
        controller.on("GET /api/v1/stuck", Samples.page(List.of()));

        Run run = ask("stuck");

        assertThat(run).isEqualTo(new Run(0, "", "no stuck sessions; 3 of 3 hosts fresh\n"));
    }

    @Test
    void namesTheSilentHosts() {
        controller
                .on("GET /api/v1/stuck", Samples.pageOfHalfAFleet(List.of()))
                .on(
                        "GET /api/v1/hosts",
                        Samples.pageOfHalfAFleet(List.of(
                                Samples.host(Samples.WEB, HostStatus.FRESH),
                                Samples.host(Samples.DB, HostStatus.SILENT))));

        Run run = ask("stuck");

        assertThat(run.err()).isEqualTo("""
                        no stuck sessions; 1 of 2 hosts fresh
                        warning: 1 of 2 hosts silent, what they carry is unknown: db-1 (./hangup hosts)
                        """);
    }

    @Test
    void showsSessionsAndConnectionsWithoutOne() {
        controller.on("GET /api/v1/sessions", Samples.page(List.of(Samples.session(), Samples.preAuth())));

        Run run = ask("sessions");

        assertThat(run.out()).isEqualTo("""
                        VERDICT  HOST   USER        TTY    IDLE  AGE    RUNS  PEER                 PID    ID
                        stuck    web-1  alice       pts/3  40s   2h05m  bash  10.0.0.7:51123       20853  web-1:9c1e-3f2a:20853
                        live     web-1  (pre-auth)  -      -     9s     -     [2001:db8::7]:40022  20999  web-1:9c1e-77
                        """);
    }

    @Test
    void showsEverythingWhenAskedForWide() {
        controller.on("GET /api/v1/sessions", Samples.page(List.of(Samples.session())));

        Run run = ask("sessions", "-o", "wide");

        assertThat(run.out())
                .contains("established, timer retransmit, retransmits 9, send queue 816, heard 2m25s ago")
                .contains("dead-peer: the peer does not answer");
    }

    @Test
    void showsHosts() {
        controller.on(
                "GET /api/v1/hosts",
                Samples.page(List.of(
                        Samples.host(Samples.WEB, HostStatus.FRESH), Samples.host(Samples.DB, HostStatus.SILENT))));

        Run run = ask("hosts");

        assertThat(run.out()).isEqualTo("""
                        STATUS  HOST   HEARD      CONNECTIONS  SESSIONS  STUCK  BLIND TO  CLOCK   SYSTEM
                        fresh   web-1  4s ago     2            2         1      pipes     -200ms  Debian GNU/Linux 12 (bookworm)
                        silent  db-1   6m40s ago  2            2         1      pipes     -200ms  Debian GNU/Linux 12 (bookworm)
                        """);
    }

    @Test
    void explainsEachClauseWithWhatWasSeen() {
        controller.on("GET /api/v1/findings/dead-peer%40web-1%3A9c1e-3f2a%3A20853", Samples.stuck());

        Run run = ask("explain", ID);

        assertThat(run).isEqualTo(new Run(0, """
                                dead-peer@web-1:9c1e-3f2a:20853  stuck for 2m12s
                                The peer does not answer while data is in flight.

                                who      alice on pts/3 from 10.0.0.7:51123, running sleep
                                where    web-1:9c1e-3f2a:20853
                                since    2026-11-22T11:57:48Z on the host's clock
                                rule     dead-peer, shadow

                                evidence
                                  ✓ expected  connection.tcp.retransmits >= 7
                                    seen      connection.tcp.retransmits = 9
                                  ? expected  session.idle > duration("30m")
                                    seen      session.idle = unknown
                                  ✗ expected  connection.tcp.unacked == 0
                                    seen      connection.tcp.unacked = 3

                                done     nothing: the rule is in shadow and would have done this: drop
                                next     ./hangup kill dead-peer@web-1:9c1e-3f2a:20853 --reason "why"
                                """, ""));
    }

    @Test
    void explainsHowItEnded() {
        controller.on(
                "GET /api/v1/findings/dead-peer%40web-1%3A9c1e-3f2a%3A20853", Samples.answered(new Outcome.Gone()));

        Run run = ask("explain", ID);

        assertThat(run.out()).endsWith("""
                        receipt  gone, 1.2s, web-1 at 2026-11-22T12:00:02Z
                          12:00:01  TERM to sshd 20840
                        left     still running:
                          sleep (pid 20905), uid 1000, sleeping
                        """);
    }

    @Test
    void passesTheDocumentOnAsJson() throws Exception {
        controller.on("GET /api/v1/stuck", Samples.page(List.of(Samples.stuck(), Samples.stuck("bob", "vi"))));

        Run whole = ask("stuck", "-o", "json");
        Run rows = ask("stuck", "-o", "NDJSON");

        JsonNode document = Wire.json().readTree(whole.out());
        assertThat(document.path("rows")).hasSize(2);
        assertThat(document.path("coverage").path("fresh").intValue()).isEqualTo(3);
        assertThat(rows.out().lines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(
                                Wire.json().readTree(line).path("rule").textValue())
                        .isEqualTo("dead-peer"));
    }

    @Test
    void sendsTheFilters() {
        controller.on("GET /api/v1/stuck", Samples.page(List.of()));

        ask("stuck", "--host", "web-1", "--user", "a b&c", "--rule", "r", "--verdict", "unknown", "--all");

        assertThat(controller.asked())
                .containsExactly("GET /api/v1/stuck?all=true&host=web-1&rule=r&user=a%20b%26c&verdict=unknown|||");
    }

    @Test
    void checksWhetherAllIsWell() {
        controller
                .raw("GET /-/ready", 200, "")
                .on("GET /api/v1/hosts", Samples.page(List.of(Samples.host(Samples.WEB, HostStatus.FRESH))));

        Run run = ask("check");

        assertThat(run).isEqualTo(new Run(0, """
                                controller  ready
                                hosts       3 of 3 fresh
                                blind       web-1: needs CAP_SYS_PTRACE: run the agent as root
                                """, ""));
    }

    private Run ask(String... arguments) {
        return Run.of(Map.of("HANGUP_SERVER", controller.url()), arguments);
    }
}
