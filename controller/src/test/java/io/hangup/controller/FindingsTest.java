package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.broker.OwnKafka;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Signed;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(KafkaExtension.class)
class FindingsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void findsAStuckConnectionExplainsItAndSendsASignedCommand(Kafka kafka) {
        String prefix = kafka.fresh("finds");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();

            wires.publish(
                    Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now), Samples.healthy(2, "bob", now)));

            JsonNode finding = site.rows("/api/v1/stuck", 1).get(0);
            assertThat(finding.at("/verdict").asText()).isEqualTo("stuck");
            assertThat(finding.at("/subject/user").asText()).isEqualTo("alice");
            assertThat(finding.at("/progress/kind").asText()).isEqualTo("commanded");
            assertThat(finding.at("/evidence/0/text").asText()).isEqualTo("connection.tcp.retransmits >= 8");
            assertThat(finding.at("/evidence/0/seen/0/value").asText()).isEqualTo("10");
            assertThat(site.json("/api/v1/findings/" + finding.get("id").asText()))
                    .isEqualTo(finding);
            ConsumerRecord<String, byte[]> command =
                    wires.records(Topic.COMMANDS).getFirst();
            assertThat(command.key()).isEqualTo("web-1");
            assertThat(check(command)).isInstanceOf(Signed.Valid.class);
            assertThat(wires.records(Topic.AUDIT)).isNotEmpty();
        }
    }

    @Test
    void saysThatItEndedOnceTheHostAnsweredAndShowsItNoMore(Kafka kafka) {
        String prefix = kafka.fresh("ends");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
            String command =
                    site.rows("/api/v1/stuck", 1).get(0).at("/progress/command").asText();

            wires.answer(wires.commands().getFirst(), new Outcome.Gone(), Instant.now());
            wires.publish(Samples.snapshot("web-1", 2, Instant.now()));

            site.rows("/api/v1/stuck", 0);
            JsonNode over = site.rows("/api/v1/stuck?all=true", 1).get(0);
            assertThat(over.at("/verdict").asText()).isEqualTo("ended");
            assertThat(over.at("/progress/receipt/outcome/kind").asText()).isEqualTo("gone");
            assertThat(site.json("/api/v1/commands/" + command.replace("#", "%23"))
                            .at("/receipt/outcome/kind")
                            .asText())
                    .isEqualTo("gone");
            assertThat(site.get("/metrics").body())
                    .contains("hangup_commands_total{action=\"drop\",outcome=\"gone\"} 1.0")
                    .contains("hangup_findings{rule=\"path-cut\",verdict=\"ended\"} 1");
        }
    }

    @Test
    void countsACommandThatNobodyAnswers(Kafka kafka) {
        String prefix = kafka.fresh("unanswered");
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        InstantSource time = () -> Instant.now().plus(later.get());
        try (Site site = Site.at(time, kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
            site.rows("/api/v1/stuck", 1);

            later.set(Duration.ofMinutes(10));

            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(site.get("/metrics").body())
                            .contains("hangup_commands_total{action=\"drop\",outcome=\"unanswered\"} 1.0"));
            assertThat(site.rows("/api/v1/stuck", 1).at("/0/progress/kind").asText())
                    .isEqualTo("unanswered");
        }
    }

    @Test
    void aRestartBetweenCommandAndReceiptFindsTheSameAndRepeatsNothing(Kafka kafka) {
        String prefix = kafka.fresh("restart");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            JsonNode before;
            try (Site first = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT)) {
                wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
                before = first.rows("/api/v1/stuck", 1);
            }
            Command sent = wires.commands().getFirst();

            try (Site second = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT)) {
                assertThat(second.json("/api/v1/stuck").get("rows")).isEqualTo(before);
                HostSnapshot again = Samples.snapshot("web-1", 2, Instant.now(), Samples.stuck(1, "alice", now));
                wires.publish(again);
                wires.beat(again, Instant.now());
                wires.answer(sent, new Outcome.Gone(), Instant.now());
                wires.publish(Samples.snapshot("web-1", 3, Instant.now()));
                JsonNode over = second.rows("/api/v1/stuck?all=true&verdict=ended", 1);

                assertThat(over.at("/0/progress/kind").asText()).isEqualTo("answered");
                assertThat(wires.commands()).containsExactly(sent);
            }
        }
    }

    @Test
    void takesAReceiptThatCameWhileNoControllerRanToItsFinding(Kafka kafka) {
        String prefix = kafka.fresh("away");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            try (Site first = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT)) {
                wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
                first.rows("/api/v1/stuck", 1);
            }

            wires.answer(wires.commands().getFirst(), new Outcome.Gone(), Instant.now());
            wires.publish(Samples.snapshot("web-1", 2, Instant.now()));
            try (Site second = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT)) {
                JsonNode over = second.rows("/api/v1/stuck?all=true&verdict=ended", 1);

                assertThat(over.at("/0/progress/receipt/outcome/kind").asText()).isEqualTo("gone");
            }
        }
    }

    @Test
    void holdsBackOnceTheBudgetOfTheHostIsSpent(Kafka kafka) {
        String prefix = kafka.fresh("budget");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();

            wires.publish(Samples.snapshot(
                    "web-1",
                    1,
                    now,
                    Samples.stuck(1, "alice", now),
                    Samples.stuck(2, "bob", now),
                    Samples.stuck(3, "carol", now)));

            JsonNode rows = site.rows("/api/v1/stuck", 3);
            List<String> kinds = rows.findValuesAsText("kind");
            assertThat(kinds).contains("held-back");
            assertThat(wires.commands()).hasSize(2);
            assertThat(rows.findValuesAsText("because"))
                    .singleElement()
                    .asString()
                    .contains("budget");
        }
    }

    @Test
    void inShadowItOnlySaysWhatItWouldDo(Kafka kafka) {
        String prefix = kafka.fresh("shadow");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT_IN_SHADOW);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();

            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));

            assertThat(site.rows("/api/v1/stuck", 1).at("/0/progress/kind").asText())
                    .isEqualTo("shadowed");
            assertThat(wires.commands()).isEmpty();
        }
    }

    @Test
    void recoversByItselfWhenKafkaGoesAndComesBack(OwnKafka kafka) throws Exception {
        String prefix = kafka.fresh("outage");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
            JsonNode before = site.rows("/api/v1/stuck", 1);

            kafka.stop();
            await().atMost(SOON).until(() -> site.get("/-/ready").statusCode() == 503);
            JsonNode during = site.json("/api/v1/stuck").get("rows");
            kafka.restart();
            await().atMost(SOON).until(() -> site.get("/-/ready").statusCode() == 200);
            wires.publish(Samples.snapshot("web-2", 1, Instant.now(), Samples.stuck(2, "bob", now)));

            assertThat(during).isEqualTo(before);
            site.rows("/api/v1/stuck", 2);
            assertThat(wires.commands()).hasSize(2);
            assertThat(site.outranked).isNotDone();
            assertThat(site.broken).isNotDone();
        }
    }

    @Test
    void anUnsureTransactionIsEitherKeptOrNotAndNeverBoth(OwnKafka kafka) throws Exception {
        String prefix = kafka.fresh("unsure");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now)));
            site.rows("/api/v1/sessions", 1);

            kafka.stop();
            CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(
                    () -> site.kill(Site.TOKEN, "{\"target\":\"web-1:9c1e-1\",\"reason\":\"test\"}"));
            await().atMost(SOON).until(() -> site.get("/-/ready").statusCode() == 503);
            kafka.restart();
            int status = answer.get(60, TimeUnit.SECONDS).statusCode();
            await().atMost(SOON).until(() -> site.get("/-/ready").statusCode() == 200);

            assertThat(status).isIn(202, 503);
            assertThat(wires.commands()).hasSize(status == 202 ? 1 : 0);
            assertThat(site.broken).isNotDone();
        }
    }

    private static Signed check(ConsumerRecord<String, byte[]> command) {
        byte[] key = command.headers().lastHeader("hangup-key").value();
        byte[] signature = command.headers().lastHeader("hangup-signature").value();
        return TrustedKeys.of(Site.KEY.trusted())
                .check(command.value(), new String(key, StandardCharsets.UTF_8), signature);
    }
}
