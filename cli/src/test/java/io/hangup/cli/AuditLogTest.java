package io.hangup.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.feed.AuditPage;
import io.hangup.protocol.ocsf.AuditWriter;
import io.hangup.protocol.wire.SigningKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    private final SigningKey key = SigningKey.generate();
    private final List<byte[]> records = new ArrayList<>();
    private Head head = Head.NONE;
    private FakeController controller;

    @TempDir
    private Path folder;

    AuditLogTest() throws Exception {
        controller = new FakeController();
    }

    @BeforeEach
    void threeRecordsAreThere() throws Exception {
        Files.writeString(folder.resolve("keys.pem"), key.trusted().pem());
        AuditWriter writer = new AuditWriter(new AuditWriter.Author(1, "ctl-1 42", "1.0", key), head);
        records.add(writer.checkpoint(true, "", Samples.NOON));
        records.add(writer.write(asked("it hangs \u001b[2J"), Samples.NOON));
        records.add(writer.write(asked("again"), Samples.NOON));
        head = writer.head();
    }

    @AfterEach
    void close() {
        controller.close();
    }

    @Test
    void saysThatAWholeChainIsWhole() {
        serve();

        Run run = verify();

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEqualTo("whole: 3 records, the last is 3; signed up to record 1, 2 follow\n");
    }

    @Test
    void namesWhatIsMissingAtTheEndBecauseTheControllerKnowsHowFarItCame() {
        records.removeLast();
        serve();

        Run run = verify();

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).startsWith("missing  record 3: the end was cut off");
    }

    @Test
    void namesARecordThatWasChangedByItsOffset() {
        records.set(
                1, text(1).replace("again", "never").replace("web-1", "web-2").getBytes(StandardCharsets.UTF_8));
        serve();

        Run run = verify();

        assertThat(run.exit()).isEqualTo(4);
        assertThat(run.out()).startsWith("changed  record 2 (offset 1): ").contains("not whole: 3 records");
    }

    @Test
    void exportsEveryByteAndVerifiesTheFile() throws Exception {
        serve();
        Path file = folder.resolve("audit.ndjson");

        Run exported = Run.of(Map.of(), "audit", "export", file.toString(), "--server", controller.url());
        Run verified = verifyFile(file);

        assertThat(exported.exit()).isZero();
        assertThat(Files.readAllLines(file)).containsExactly(text(0), text(1), text(2));
        assertThat(verified.exit()).isZero();
    }

    @Test
    void remembersHowFarItWasWhole() throws Exception {
        Path file = Files.writeString(folder.resolve("all"), String.join("\n", text(0), text(1), text(2)) + "\n");
        Path cut = Files.writeString(folder.resolve("cut"), text(0) + "\n" + text(1) + "\n");
        String mark = folder.resolve("mark").toString();

        Run first = verifyFile(file, "--mark", mark);
        Run second = verifyFile(cut, "--mark", mark);

        assertThat(first.exit()).isZero();
        assertThat(verifyFile(cut).exit()).isZero();
        assertThat(second.exit()).isEqualTo(4);
        assertThat(second.out()).startsWith("missing  record 3");
    }

    @Test
    void wantsToKnowWhoseSignaturesCount() {
        Run run = Run.of(Map.of("HANGUP_HOME", folder.toString()), "audit", "verify", "--server", controller.url());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("--trusted-keys");
    }

    @Test
    void showsWhoAskedForWhatAndMakesItsTextHarmless() {
        serve();

        Run run = Run.of(Map.of(), "audit", "log", "--since", "2h", "--server", controller.url());

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("request", "refused", "alice", "it hangs \\u{1b}[2J")
                .doesNotContain("\u001b");
        assertThat(controller.asked()).anyMatch(asked -> asked.contains("since=2026-11-22T10%3A00%3A00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "wide", "json", "ndjson", "csv"})
    void saysThatOlderRecordsAreNotShown(String format) {
        List<AuditPage.Raw> raws = LongStream.range(0, 10_002)
                .mapToObj(i -> new AuditPage.Raw(i, Samples.NOON, "{}"))
                .toList();
        controller.on("GET /api/v1/audit", new AuditPage(Samples.NOON, Optional.of(head), 10_002, true, raws));

        Run run = Run.of(Map.of(), "audit", "log", "-o", format, "--server", controller.url());

        assertThat(run.exit()).isZero();
        assertThat(run.err())
                .isEqualTo("warning: only the last 10000 records are shown, 2 older ones of that time are not:"
                        + " ./hangup audit export FILE writes all\n");
    }

    @Test
    void leavesNoPartOfAnExportThatBroke() throws Exception {
        Path file = folder.resolve("audit.ndjson");
        List<AuditPage.Raw> one = List.of(new AuditPage.Raw(0, Samples.NOON, text(0)));
        controller
                .first("GET /api/v1/audit", 200, new AuditPage(Samples.NOON, Optional.of(head), 1, false, one))
                .refusing("GET /api/v1/audit", 503, "Not now", "Kafka did not hand it out in time.");

        Run broken = export(file);
        boolean left = Files.exists(file) || Files.exists(folder.resolve("audit.ndjson.part"));
        serve();
        Run again = export(file);
        Run third = export(file);

        assertThat(broken.exit()).isEqualTo(1);
        assertThat(left).isFalse();
        assertThat(again.exit()).isZero();
        assertThat(Files.readAllLines(file)).hasSize(3);
        assertThat(third)
                .isEqualTo(new Run(
                        2, "", "hangup: " + file + " exists already; name a new file, or move it away first\n"));
    }

    @Test
    void saysWhyItCantExport() {
        serve();
        Path file = folder.resolve("none/audit.ndjson");

        Run run = export(file);

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).endsWith("there is no folder " + file.getParent() + "; make it first\n");
    }

    @Test
    void leavesWhatAnotherExportIsWriting() throws Exception {
        serve();
        Path other = Files.writeString(folder.resolve("audit.ndjson.part"), "of another");

        Run run = export(folder.resolve("audit.ndjson"));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(other).hasContent("of another");
    }

    private Run export(Path file) {
        return Run.of(Map.of(), "audit", "export", file.toString(), "--server", controller.url());
    }

    private void serve() {
        List<AuditPage.Raw> raws = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            raws.add(new AuditPage.Raw(i, Samples.NOON, text(i)));
        }
        controller.on("GET /api/v1/audit", new AuditPage(Samples.NOON, Optional.of(head), raws.size(), true, raws));
    }

    private String text(int i) {
        return new String(records.get(i), StandardCharsets.UTF_8);
    }

    private Run verify() {
        return Run.of(Map.of(), "audit", "verify", "--server", controller.url(), "--trusted-keys", keys());
    }

    private Run verifyFile(Path file, String... more) {
        List<String> words = new ArrayList<>(List.of("audit", "verify", file.toString(), "--trusted-keys", keys()));
        words.addAll(List.of(more));
        return Run.of(Map.of(), words.toArray(String[]::new));
    }

    private String keys() {
        return folder.resolve("keys.pem").toString();
    }

    private static Entry asked(String reason) {
        return new Entry.Asked(
                "alice",
                Action.DROP,
                "web-1:9c1e-1",
                reason,
                new Entry.Reply.Refused("target gone", "it is not there"));
    }
}
