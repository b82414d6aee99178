package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KillTest {
    private static final String ALICE = "web-1:9c1e-1";

    private Site site;
    private Wires wires;

    KillTest(Kafka kafka) {
        String prefix = kafka.fresh("kill");
        site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE);
        wires = new Wires(kafka.bootstrap(), prefix);
    }

    @BeforeAll
    void twoHostsAreKnown() {
        Instant now = Instant.now();
        wires.publish(Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now)));
        wires.publish(Samples.snapshot(
                "web-2",
                1,
                now,
                Samples.healthy(2, "bob", now),
                Samples.healthy(3, "carol", now),
                Samples.healthy(4, "dave", now)));
        wires.publish(Samples.snapshot("web-3", 1, now, Samples.healthy(5, "erin", now)));
        wires.publish(Samples.snapshot("web-4", 1, now, Samples.healthy(6, "frank", now)));
        site.rows("/api/v1/sessions", 6);
    }

    @AfterAll
    void close() {
        wires.close();
        site.close();
    }

    @Test
    void sendsACommandAndRefusesASecondWhileItIsOnItsWay() {
        HttpResponse<String> first = site.kill(Site.TOKEN, request(ALICE));
        HttpResponse<String> second = site.kill(Site.TOKEN, request(ALICE));

        assertThat(first.statusCode()).isEqualTo(202);
        JsonNode view = Site.tree(first.body());
        assertThat(view.at("/command/target/cookie").asText()).isEqualTo("1");
        assertThat(view.at("/command/reason").asText()).contains("operator at 127.0.0.1: test");
        String location = first.headers().firstValue("location").orElseThrow();
        assertThat(site.json(location)).isEqualTo(view);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(wires.commands())
                .extracting(command -> command.host().value())
                .containsOnlyOnce("web-1");
    }

    @Test
    void refusesMoreThanTheBudgetOfAHost() {
        site.kill(Site.TOKEN, request("web-2:9c1e-2"));
        site.kill(Site.TOKEN, request("web-2:9c1e-3"));

        HttpResponse<String> third = site.kill(Site.TOKEN, request("web-2:9c1e-4"));

        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(Site.tree(third.body()).get("detail").asText()).contains("budget");
    }

    @Test
    void sendsAQuestionToAPeer() {
        HttpResponse<String> answer =
                site.kill(Site.TOKEN, "{\"target\":\"web-3:9c1e-5\",\"reason\":\"is it there\",\"action\":\"probe\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Site.tree(answer.body()).at("/command/action").asText()).isEqualTo("probe");
        assertThat(site.json("/api/v1/stuck?all=true").at("/rows"))
                .noneMatch(row -> row.at("/target/host").asText().equals("web-3"));
    }

    @Test
    void closesOneSessionAndNeverAWholeConnection() {
        JsonNode row = site.json("/api/v1/sessions?host=web-4").at("/rows/0");
        String session = row.get("id").asText();

        HttpResponse<String> whole =
                site.kill(Site.TOKEN, close(row.get("connection").asText()));
        HttpResponse<String> answer = site.kill(Site.TOKEN, close(session));

        assertProblem(whole, 409);
        assertThat(whole.body()).contains("only a session of one is closed");
        assertThat(answer.statusCode()).isEqualTo(202);
        JsonNode command = Site.tree(answer.body()).get("command");
        assertThat(command.get("action").asText()).isEqualTo("close");
        assertThat(session).endsWith(":" + command.at("/target/session/pid").asInt());
    }

    @Test
    void knowsNoTargetThatIsNotThere() {
        assertProblem(site.kill(Site.TOKEN, request("web-9:9c1e-1")), 404);
        assertProblem(site.kill(Site.TOKEN, request("web-9")), 404);
    }

    @Test
    void endsNoHostAsAWhole() {
        HttpResponse<String> answer = site.kill(Site.TOKEN, request("web-1"));

        assertProblem(answer, 409);
        assertThat(answer.body()).contains("that is a host; name a connection or a session");
    }

    @Test
    void knowsNothingByAnIdThatIsNone() {
        assertProblem(site.get("/api/v1/findings/%ff%fe"), 404);
        assertProblem(site.get("/api/v1/commands/%00"), 404);
    }

    @Test
    void letsNobodyActWithTheWrongToken() {
        assertProblem(site.kill("wrong-token-wrong-token", request(ALICE)), 401);
    }

    @Test
    void letsNobodyActWithoutAConfiguredToken(Kafka kafka) {
        try (Site closed = Site.withoutToken(kafka.bootstrap(), kafka.fresh("closed"), Rules.NONE)) {
            HttpResponse<String> answer = closed.kill(Site.TOKEN, request(ALICE));

            assertProblem(answer, 403);
            assertThat(answer.body()).contains("operatorTokenFile");
        }
    }

    @Test
    void takesNothingFromAPageOfAnotherSite() {
        HttpRequest foreign = post(request(ALICE))
                .header("origin", "http://evil.example")
                .header("content-type", "application/json")
                .build();

        assertProblem(Site.send(foreign), 403);
    }

    @Test
    void takesOnlyJson() {
        assertProblem(
                Site.send(post(request(ALICE))
                        .header("content-type", "text/plain")
                        .build()),
                415);
        assertProblem(site.kill(Site.TOKEN, "not json"), 400);
        assertProblem(site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\"x\",\"action\":\"unknown\"}"), 400);
        assertProblem(site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\"x\",\"action\":\"hug\"}"), 400);
        assertProblem(site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\" \"}"), 400);
        assertProblem(site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\"two\\nlines\"}"), 400);
    }

    @Test
    void namesTheLimitThatARequestGoesBeyond() {
        HttpResponse<String> big = site.kill(Site.TOKEN, "{\"target\":\"" + "x".repeat(5_000) + "\"}");
        HttpResponse<String> lines = site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\"two\\nlines\"}");
        HttpResponse<String> wordy =
                site.kill(Site.TOKEN, "{\"target\":\"web-1\",\"reason\":\"" + "x".repeat(401) + "\"}");

        assertProblem(big, 413);
        assertThat(big.body()).contains("at most 4096 bytes");
        assertProblem(lines, 400);
        assertThat(lines.body()).contains("one line of at most 400 characters");
        assertProblem(wordy, 400);
        assertThat(wordy.body()).contains("at most 400 characters");
    }

    private HttpRequest.Builder post(String body) {
        return HttpRequest.newBuilder(site.uri("/api/v1/commands"))
                .header("authorization", "Bearer " + Site.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static String close(String target) {
        return "{\"target\":\"" + target + "\",\"reason\":\"test\",\"action\":\"close\"}";
    }

    private static String request(String target) {
        return "{\"target\":\"" + target + "\",\"reason\":\"test\"}";
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        assertThat(Site.tree(answer.body()).get("detail").asText()).isNotBlank();
    }
}
