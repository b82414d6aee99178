package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.ocsf.AuditReader;
import io.hangup.protocol.ocsf.AuditWriter;
import io.hangup.protocol.session.PeerProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// How each kind of audit record looks: `golden-audit/*.json`.
class AuditGoldenTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden-audit");
    private static final SigningKey KEY = SigningKey.generate();
    private static final Target.OneConnection TARGET =
            new Target.OneConnection(Samples.WEB_1, Samples.BOOT, Samples.COOKIE);
    private static final Finding HELD =
            finding(Verdict.STUCK, new Progress.HeldBack(Action.DROP, "budget of 2 in 10m on web-1 is spent"));

    static Map<String, Entry> entries() {
        Map<String, Entry> entries = new LinkedHashMap<>();
        entries.put("found", new Entry.Judged(HELD, Entry.Stage.FOUND, "stuck: the peer does not answer"));
        entries.put("held-back", new Entry.Judged(HELD, Entry.Stage.CHANGED, "held back: budget of 2 in 10m is spent"));
        entries.put(
                "shadowed",
                new Entry.Judged(
                        finding(Verdict.STUCK, new Progress.Shadowed(Action.DROP)),
                        Entry.Stage.FOUND,
                        "is only reported"));
        entries.put(
                "cleared",
                new Entry.Judged(
                        finding(Verdict.CLEARED, new Progress.Reported()),
                        Entry.Stage.CLOSED,
                        "cleared: the condition no longer holds"));
        entries.put(
                "forgotten",
                new Entry.Judged(
                        finding(Verdict.CLEARED, new Progress.Reported()), Entry.Stage.FORGOTTEN, "leaves the feed"));
        entries.put(
                "command",
                new Entry.Ordered(
                        Samples.command(),
                        List.of("00112233aabbccdd"),
                        Optional.of(finding(Verdict.STUCK, commanded()))));
        entries.put("command-close", new Entry.Ordered(Samples.close(), List.of(), Optional.empty()));
        entries.put("command-restart-sshd", new Entry.Ordered(Samples.restart(), List.of(), Optional.empty()));
        entries.put("command-reap", new Entry.Ordered(Samples.reap(), List.of(), Optional.empty()));
        entries.put("receipt-gone", answered(new Outcome.Gone()));
        entries.put("receipt-channel-closed", answered(new Outcome.ChannelClosed(2)));
        entries.put("receipt-reaped", answered(new Outcome.Reaped(3)));
        entries.put("receipt-warned", answered(new Outcome.Warned(1)));
        entries.put("receipt-kept", answered(new Outcome.Kept(Samples.NOON.plusSeconds(3_600))));
        entries.put("receipt-still-there", answered(new Outcome.StillThere("state D")));
        entries.put("receipt-refused", answered(new Outcome.Refused("read at 11:59:58")));
        entries.put("receipt-expired", answered(new Outcome.Expired()));
        entries.put("receipt-restarted", answered(new Outcome.Restarted(3, 3)));
        entries.put("receipt-nobody-listens", answered(new Outcome.NotRestarted("its start failed", false)));
        entries.put("receipt-not-restarted", answered(new Outcome.NotRestarted("systemd said no", true)));
        entries.put("receipt-unknown", answered(new Outcome.Unknown("the agent died")));
        entries.put(
                "receipt-probed",
                answered(new Outcome.Probed(new PeerProbe(PeerProbe.Answer.ANSWERED, Samples.NOON, Samples.NOON, 1))));
        entries.put(
                "unanswered",
                new Entry.Unanswered(
                        Samples.command().id(),
                        Action.DROP,
                        finding(
                                Verdict.UNKNOWN,
                                new Progress.Unanswered(Samples.command().id(), Action.DROP, Samples.NOON))));
        entries.put("request-sent", asked(new Entry.Reply.Sent(Samples.command().id())));
        entries.put("request-refused", asked(new Entry.Reply.Refused("target gone", "it is not there")));
        return entries;
    }

    static List<String> names() {
        return List.copyOf(entries().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void writesWhatTheFileSays(String name) throws IOException {
        byte[] now = writer().write(entry(name), Samples.NOON);

        assertFile(name, now);
    }

    @Test
    void writesACheckpointAsTheFileSays() throws IOException {
        byte[] now = writer().checkpoint(true, "", Samples.NOON);

        assertFile("checkpoint", now);
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsWhatTheChainNeedsOfIt(String name) {
        byte[] value = writer().write(entry(name), Samples.NOON);

        var link = new AuditReader(TrustedKeys.of()).read("here", value);

        assertThat(link).isInstanceOf(Decoded.Good.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void isOfTheTypeThatItsClassAndActivityMake(String name) throws IOException {
        JsonNode record = Wire.json().readTree(writer().write(entry(name), Samples.NOON));

        assertThat(record.get("type_uid").asLong())
                .isEqualTo(record.get("class_uid").asLong() * 100
                        + record.get("activity_id").asLong());
        assertThat(record.at("/metadata/version").asText()).isEqualTo("1.8.0");
    }

    @Test
    void writesTextOfStrangersAsText() throws IOException {
        String hostile = "\u001b[2J\"},{\"\ud800" + "x".repeat(5_000);
        Entry entry = new Entry.Asked(hostile, Action.DROP, hostile, hostile, new Entry.Reply.Refused("no", hostile));

        JsonNode record = Wire.json().readTree(writer().write(entry, Samples.NOON));

        assertThat(record.at("/unmapped/reason").asText())
                .startsWith("\u001b[2J\"},{\"\ufffdx")
                .hasSize(1_000);
    }

    private static Entry entry(String name) {
        return Objects.requireNonNull(entries().get(name));
    }

    private static AuditWriter writer() {
        return new AuditWriter(new AuditWriter.Author(4, "ctl-1 4711", "1.0.0", KEY), Head.NONE);
    }

    private static void assertFile(String name, byte[] record) throws IOException {
        String now = GoldenFile.pretty(Wire.json().readTree(record))
                .replace(KEY.id(), "0123456789abcdef")
                .replaceAll("\"signature\" : \"[0-9a-f]{128}\"", "\"signature\" : \"(128 digits)\"");
        Path file = FOLDER.resolve(name + ".json");
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, now);
        }

        assertThat(now).isEqualTo(Files.exists(file) ? Files.readString(file) : "(there is no such file)");
    }

    private static Entry answered(Outcome outcome) {
        Verdict verdict = outcome instanceof Outcome.Gone || outcome instanceof Outcome.ChannelClosed
                ? Verdict.ENDED
                : Verdict.STUCK;
        return new Entry.Answered(
                Samples.receipt(outcome),
                Optional.of(Samples.command()),
                Optional.of(finding(verdict, new Progress.Answered(Samples.receipt(outcome)))));
    }

    private static Entry asked(Entry.Reply reply) {
        return new Entry.Asked("operator at 10.0.0.9", Action.DROP, TARGET.id(), "left open, user told", reply);
    }

    private static Progress commanded() {
        Instant answerBy = Samples.NOON.plusSeconds(90);
        return new Progress.Commanded(Samples.command().id(), Action.DROP, Samples.NOON, answerBy);
    }

    private static Finding finding(Verdict verdict, Progress progress) {
        return Samples.finding(TARGET, verdict, progress);
    }
}
