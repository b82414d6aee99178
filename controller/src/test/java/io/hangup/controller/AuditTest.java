package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.wire.Topic;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a controller writes into the audit, on a real broker.
@ExtendWith(KafkaExtension.class)
@Timeout(120)
class AuditTest {
    @Test
    void tellsAWholeStoryInOneChain(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        try (Site _ = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            wires.publish(Samples.snapshot("web-1", 1, now, Samples.stuck(1, "alice", now)));
            Command command =
                    await().until(wires::commands, sent -> sent.size() == 1).getFirst();

            wires.answer(command, new Outcome.Gone(), Instant.now());

            await().untilAsserted(
                            () -> assertThat(codes(wires)).containsExactly("epoch", "found", "command", "receipt"));
            assertThat(classes(wires)).containsExactly(6002, 2004, 7003, 7003);
            assertThat(report(wires).faults()).isEmpty();
            assertThat(trees(wires))
                    .extracting(record -> record.at("/metadata/correlation_uid").asText())
                    .containsExactly("", "path-cut@web-1:9c1e-1", "path-cut@web-1:9c1e-1", "path-cut@web-1:9c1e-1");
        }
    }

    @Test
    void goesOnWithTheSameChainInTheNextEpoch(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        for (int i = 0; i < 3; i++) {
            try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE)) {
                site.kill(Site.TOKEN, "{\"target\":\"web-9:9c1e-1\",\"reason\":\"it hangs\"}");
            }
        }

        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            assertThat(codes(wires)).containsExactly("epoch", "request", "epoch", "request", "epoch", "request");
            assertThat(report(wires).faults()).isEmpty();
            List<Long> epochs = trees(wires).stream()
                    .map(record -> record.at("/unmapped/chain/epoch").asLong())
                    .toList();
            List<Long> each = epochs.stream().distinct().toList();
            assertThat(each).hasSize(3).isSorted();
            assertThat(epochs)
                    .containsExactly(each.get(0), each.get(0), each.get(1), each.get(1), each.get(2), each.get(2));
        }
    }

    @Test
    void writesWhatAnOperatorWasRefused(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            site.kill(Site.TOKEN, "{\"target\":\"web-9:9c1e-1\",\"reason\":\"it hangs\"}");

            JsonNode record = trees(wires).getLast();

            assertThat(record.get("class_uid").asInt()).isEqualTo(6003);
            assertThat(record.get("status_detail").asText()).startsWith("no such target");
            assertThat(record.at("/actor/user/name").asText()).isEqualTo("operator at 127.0.0.1");
        }
    }

    @Test
    void writesADecisionToDoNothingOnceHoweverOftenItIsMade(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.PATH_CUT_IN_SHADOW);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Instant now = Instant.now();
            for (int i = 1; i <= 20; i++) {
                wires.publish(Samples.snapshot("web-1", i, now.plusMillis(i), Samples.stuck(1, "alice", now)));
            }
            wires.publish(Samples.snapshot("web-2", 1, now));
            site.rows("/api/v1/hosts", 2);

            await().untilAsserted(() -> assertThat(codes(wires)).containsExactly("epoch", "found"));
            assertThat(trees(wires).getLast().get("status_code").asText()).isEqualTo("shadowed");
        }
    }

    @Test
    void signsTheChainAgainAfterTenMinutesThoughNothingHappens(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
        InstantSource time = () -> Instant.now().plus(later.get());
        try (Site site = Site.at(time, kafka.bootstrap(), prefix, Rules.NONE);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            site.port();

            later.set(Duration.ofMinutes(11));

            await().untilAsserted(() -> assertThat(codes(wires)).containsExactly("epoch", "checkpoint"));
            assertThat(report(wires).unsigned()).isZero();
        }
    }

    @Test
    void namesStrangeRecordsAndGoesOnFromItsOwn(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        try (Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            Site.ready(kafka.bootstrap(), prefix, Rules.NONE).close();
            byte[] copy = wires.records(Topic.AUDIT).getFirst().value();
            wires.put(Topic.AUDIT, "x", "{not json".getBytes(StandardCharsets.UTF_8), Optional.empty());
            wires.put(Topic.AUDIT, "x", copy, Optional.empty());

            Site.ready(kafka.bootstrap(), prefix, Rules.NONE).close();

            Report report = report(wires);
            assertThat(report.records()).isEqualTo(3);
            assertThat(report.faults())
                    .extracting(fault -> fault.kind() + " " + fault.where())
                    .containsExactlyInAnyOrder("FOREIGN line 2", "DOUBLED line 3");
            assertThat(trees(wires).getLast().get("message").asText())
                    .containsPattern("epoch [0-9]+ begins")
                    .contains("records follow record 1");
        }
    }

    @Test
    void handsOutEveryByteAndHowFarTheChainHasCome(Kafka kafka) {
        String prefix = kafka.fresh("audit");
        try (Site site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE);
                Wires wires = new Wires(kafka.bootstrap(), prefix)) {
            site.kill(Site.TOKEN, "{\"target\":\"web-9:9c1e-1\",\"reason\":\"\u00fcber \ud83d\ude00\"}");

            JsonNode page = site.json("/api/v1/audit");

            assertThat(page.get("records")).hasSize(2);
            assertThat(page.get("end").asBoolean()).isTrue();
            assertThat(page.at("/records/1/value").asText().getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(wires.records(Topic.AUDIT).getLast().value());
            assertThat(page.at("/head/sequence").asLong()).isEqualTo(2);
            assertThat(page.at("/head/hash").asText())
                    .isEqualTo(report(wires).last().orElseThrow().hash());
            assertThat(site.json("/api/v1/audit?from=" + page.get("next").asLong())
                            .get("records"))
                    .isEmpty();
            assertThat(site.json("/api/v1/audit?since=" + Instant.now().plusSeconds(60))
                            .get("records"))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "from=x, from is an offset",
        "from=1000000000000000000, from is an offset",
        "since=yesterday, since is an instant",
        "since=1969-12-31T23:59:59Z, since is an instant",
        "since=%2B1000000000-12-31T23:59:59Z, since is an instant",
        "from=1&since=2026-11-22T12:00:00Z, one of: from",
        "until=1, one of: from"
    })
    void saysWhichPartOfAQuestionIsNotUnderstood(String query, String why, Kafka kafka) {
        try (Site site = Site.ready(kafka.bootstrap(), kafka.fresh("audit"), Rules.NONE)) {
            HttpResponse<String> answer = site.get("/api/v1/audit?" + query);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(Site.tree(answer.body()).get("detail").asText()).contains(why);
        }
    }

    private static Report report(Wires wires) {
        return Verified.report(values(wires), Site.KEY.trusted(), Map.of());
    }

    private static List<byte[]> values(Wires wires) {
        return wires.records(Topic.AUDIT).stream().map(ConsumerRecord::value).toList();
    }

    private static List<JsonNode> trees(Wires wires) {
        return values(wires).stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .filter(value -> value.startsWith("{\"metadata"))
                .map(Site::tree)
                .toList();
    }

    private static List<String> codes(Wires wires) {
        return trees(wires).stream()
                .map(record -> record.at("/metadata/event_code").asText())
                .toList();
    }

    private static List<Integer> classes(Wires wires) {
        return trees(wires).stream()
                .map(record -> record.get("class_uid").asInt())
                .toList();
    }
}
