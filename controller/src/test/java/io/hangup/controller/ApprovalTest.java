package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.broker.Kafka;
import io.hangup.broker.KafkaExtension;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.Opened;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/// From a wish to a command with two signatures, over a real Kafka.
@ExtendWith(KafkaExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApprovalTest {
    private static final Keyring HOST =
            Keyring.of(TrustedKeys.of(Site.KEY.trusted()), TrustedKeys.of(Site.OPERATOR.trusted()));

    private final Site site;
    private final Wires wires;

    ApprovalTest(Kafka kafka) {
        String prefix = kafka.fresh("approval");
        site = Site.ready(kafka.bootstrap(), prefix, Rules.NONE);
        wires = new Wires(kafka.bootstrap(), prefix);
    }

    @BeforeAll
    void hostsAreKnown() {
        Instant now = Instant.now();
        wires.publish(Samples.snapshot("web-1", 1, now, Samples.healthy(1, "alice", now)));
        wires.publish(Samples.snapshot("web-2", 1, now, Samples.healthy(2, "bob", now)));
        wires.publish(Samples.snapshot("web-3", 1, now, Samples.healthy(3, "carol", now)));
        site.rows("/api/v1/sessions", 3);
    }

    @AfterAll
    void close() {
        wires.close();
        site.close();
    }

    @Test
    void sendsExactlyTheBytesThatWereSignedWithBothSignatures() throws Exception {
        CommandDraft draft = draft("web-1:9c1e-1");
        byte[] bytes = HexFormat.of().parseHex(draft.bytes());
        List<Command> before = wires.commands();

        HttpResponse<String> answer = approve(draft, Site.OPERATOR.approve(bytes));
        HttpResponse<String> again = approve(draft, Site.OPERATOR.approve(bytes));

        assertThat(before).noneMatch(command -> command.id().equals(draft.command()));
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(404);
        ConsumerRecord<String, byte[]> sent = wires.records(Topic.COMMANDS).stream()
                .filter(record -> record.key().equals("web-1"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.value()).isEqualTo(bytes);
        assertThat(HOST.open(Envelope.of(sent.value(), name -> headers(sent, name))))
                .isInstanceOfSatisfying(
                        Opened.Ordered.class,
                        opened -> assertThat(opened.authority())
                                .isEqualTo(new Authority.Approved(Set.of(Site.OPERATOR.id()))));
    }

    @Test
    void refusesASignatureThatDoesNotFitAndKeepsTheDraft() throws Exception {
        CommandDraft draft = draft("web-2:9c1e-2");
        byte[] bytes = HexFormat.of().parseHex(draft.bytes());
        byte[] others = Wire.encode("something else");

        HttpResponse<String> stranger = approve(draft, SigningKey.generate().approve(bytes));
        HttpResponse<String> wrong = approve(draft, Site.OPERATOR.approve(others));
        HttpResponse<String> right = approve(draft, Site.OPERATOR.approve(bytes));

        assertThat(stranger.statusCode()).isEqualTo(409);
        assertThat(stranger.body()).contains("not an operator");
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(wrong.body()).contains("does not fit the command");
        assertThat(right.statusCode()).isEqualTo(202);
    }

    @Test
    void refusesADraftWhoseConnectionIsNotThereAnyMore() throws Exception {
        CommandDraft draft = draft("web-3:9c1e-3");
        Instant now = Instant.now();
        wires.publish(Samples.snapshot("web-3", 2, now));
        site.rows("/api/v1/sessions?host=web-3", 0);

        HttpResponse<String> answer =
                approve(draft, Site.OPERATOR.approve(HexFormat.of().parseHex(draft.bytes())));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(wires.commands()).noneMatch(command -> command.id().equals(draft.command()));
    }

    @Test
    void wantsTheTokenForBoth() {
        HttpResponse<String> draft = site.post("/api/v1/drafts", "wrong", "{}");
        HttpResponse<String> approval = site.post("/api/v1/drafts/x/approval", "wrong", "{}");

        assertThat(draft.statusCode()).isEqualTo(401);
        assertThat(approval.statusCode()).isEqualTo(401);
    }

    private CommandDraft draft(String target) throws Exception {
        HttpResponse<String> answer =
                site.post("/api/v1/drafts", Site.TOKEN, "{\"target\":\"" + target + "\",\"reason\":\"a test\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.json().readValue(answer.body(), CommandDraft.class);
    }

    private HttpResponse<String> approve(CommandDraft draft, Approval approval) {
        String id = URLEncoder.encode(draft.command().value(), StandardCharsets.UTF_8);
        return site.post(
                "/api/v1/drafts/" + id + "/approval",
                Site.TOKEN,
                new String(Wire.encode(approval), StandardCharsets.UTF_8));
    }

    private static List<byte[]> headers(ConsumerRecord<String, byte[]> record, String name) {
        return StreamSupport.stream(record.headers().headers(name).spliterator(), false)
                .map(Header::value)
                .toList();
    }
}
