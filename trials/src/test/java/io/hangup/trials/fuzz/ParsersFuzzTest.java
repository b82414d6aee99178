package io.hangup.trials.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hangup.agent.handover.Frames;
import io.hangup.agent.handover.Garbled;
import io.hangup.cli.text.Text;
import io.hangup.cli.view.DraftView;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.config.ConfigFile;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Envelope;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.Opened;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import io.hangup.trials.stage.Built;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs over its seeds as any test does; with `JAZZER_FUZZ=1` and one method named, it searches for more.
class ParsersFuzzTest {
    private static final SigningKey CONTROLLER = SigningKey.generate();
    private static final SigningKey OPERATOR = SigningKey.generate();
    private static final Keyring KEYS =
            Keyring.of(TrustedKeys.of(CONTROLLER.trusted()), TrustedKeys.of(OPERATOR.trusted()));

    @TempDir
    private static Path folder = Path.of("");

    @MethodSource("goldenValues")
    @FuzzTest(maxDuration = "2m")
    void everyRecordIsReadOrRefusedInOneHarmlessSentence(byte[] bytes) {
        harmless(Wire.decode(Topic.SNAPSHOTS, HostSnapshot.class, bytes, Wire.SCHEMA));
        harmless(Wire.decode(Topic.HEARTBEATS, Heartbeat.class, bytes, Wire.SCHEMA));
        harmless(Wire.decode(Topic.FINDINGS, Finding.class, bytes, Wire.SCHEMA));
        harmless(Wire.decode(Topic.RECEIPTS, Receipt.class, bytes, Wire.SCHEMA));
        harmless(Wire.decode(Topic.COMMANDS, Command.class, bytes, Wire.SCHEMA));
        harmless(Wire.decodeRequest(CommandRequest.class, bytes));
        harmless(Wire.decodeRequest(Approval.class, bytes));
        harmless(Wire.decode(
                Topic.HEARTBEATS,
                Heartbeat.class,
                bytes,
                new String(bytes, 0, Math.min(bytes.length, 12), StandardCharsets.ISO_8859_1)));
    }

    /// The bytes are the value and then, from its end, signature and approvals of any length.
    @MethodSource("goldenValues")
    @FuzzTest(maxDuration = "2m")
    void noEnvelopeOpensThatNobodySigned(byte[] bytes) {
        int split = bytes.length == 0 ? 0 : (bytes[0] & 0xff) % (bytes.length + 1);
        byte[] value = Arrays.copyOfRange(bytes, 0, split);
        byte[] rest = Arrays.copyOfRange(bytes, split, bytes.length);
        Map<String, List<byte[]>> headers = Map.of(
                Wire.SCHEMA_HEADER, List.of(Wire.SCHEMA.getBytes(StandardCharsets.US_ASCII)),
                Envelope.KEY_HEADER, List.of(CONTROLLER.id().getBytes(StandardCharsets.US_ASCII)),
                Envelope.SIGNATURE_HEADER, List.of(rest),
                Envelope.APPROVAL_HEADER, List.of(rest));
        Map<String, List<byte[]>> approvedOnly = Map.of(
                Wire.SCHEMA_HEADER, headers.get(Wire.SCHEMA_HEADER),
                Envelope.KEY_HEADER, headers.get(Envelope.KEY_HEADER),
                Envelope.SIGNATURE_HEADER, List.of(CONTROLLER.sign(value)),
                Envelope.APPROVAL_HEADER, List.of(rest));

        Opened forged = KEYS.open(Envelope.of(value, name -> headers.getOrDefault(name, List.of())));
        Opened unapproved = KEYS.open(Envelope.of(value, name -> approvedOnly.getOrDefault(name, List.of())));

        assertThat(forged).isNotInstanceOf(Opened.Ordered.class);
        assertThat(unapproved).isInstanceOf(Opened.Untrusted.class);
    }

    @MethodSource("goldenValues")
    @FuzzTest(maxDuration = "2m")
    void whatIsShownBeforeItIsSignedCanNotActOnATerminal(byte[] bytes) {
        if (Wire.decode(Topic.COMMANDS, Command.class, bytes, Wire.SCHEMA)
                instanceof Decoded.Good<Command>(Command command)) {
            assertThat(DraftView.of(command, OPERATOR.id()))
                    .extracting(Text::plain)
                    .allSatisfy(line -> assertThat(line).doesNotContainPattern("[\\p{Cc}\\p{Cf}]"));
        }
    }

    @MethodSource("goldenValues")
    @FuzzTest(maxDuration = "2m")
    void everyFrameBetweenTheHalvesIsReadOrRefused(byte[] bytes) {
        for (byte type = 0; type < 9; type++) {
            byte[] frame = new byte[bytes.length + 1];
            frame[0] = type;
            System.arraycopy(bytes, 0, frame, 1, bytes.length);
            try {
                assertThat(Frames.request(frame)).isNotNull();
            } catch (Garbled e) {
                assertThat(e).hasMessageMatching("\\P{Cc}+");
            }
            try {
                assertThat(Frames.reply(frame)).isNotNull();
            } catch (Garbled e) {
                assertThat(e).hasMessageMatching("\\P{Cc}+");
            }
        }
    }

    @MethodSource("settings")
    @FuzzTest(maxDuration = "2m")
    void everySettingsFileIsReadOrRefusedInSentences(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("settings.yaml"), bytes);

        assertThat(ConfigFile.read(file, Settings.class, Map.of("old", "name"))).isNotNull();
    }

    private record Settings(
            Optional<String> name, Optional<Duration> every, Optional<List<String>> several, Optional<Nested> nested) {
        private record Nested(Optional<Boolean> on, Optional<Map<String, String>> labels) {}
    }

    static Stream<byte[]> goldenValues() throws IOException {
        return files(Built.here().home().resolve("protocol/src/test/resources/golden"), ".json");
    }

    static Stream<byte[]> settings() throws IOException {
        return Stream.concat(
                files(Built.here().home().resolve("deploy/config"), ".yaml"),
                Stream.of(
                                "name: x\nevery: 5m\nseveral: [a, b]\nnested: {on: yes, labels: {a: b}}\n",
                                "a: &a [*a]",
                                "? {")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static Stream<byte[]> files(Path folder, String ending) throws IOException {
        List<byte[]> all = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(ending)).sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
        }
        return all.stream();
    }

    private static void harmless(Decoded<?> decoded) {
        if (decoded instanceof Decoded.Poison<?>(String why)) {
            assertThat(why).isNotEmpty().doesNotContainPattern("\\p{Cc}");
        }
    }
}
