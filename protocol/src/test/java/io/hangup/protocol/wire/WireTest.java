package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Fingerprint;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Plan;
import io.hangup.protocol.command.RuleStamp;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.WorkStamp;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {
    private static final String HEARTBEAT = new String(Wire.encode(Samples.heartbeat()), StandardCharsets.UTF_8);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    none | no schema header
                    4.0  | schema 4.0, and this reader knows 3.x: upgrade this reader
                    2.9  | schema 2.9, and this reader knows 3.x: upgrade what wrote it
                    one  | the schema header is not a version such as 3.0
                    1    | the schema header is not a version such as 3.0
                    1.99999999999 | the schema header is not a version such as 3.0
                    """)
    void refusesASchemaThatItDoesNotKnow(@Nullable String schema, String why) {
        var decoded = Wire.decode(Topic.HEARTBEATS, Heartbeat.class, Wire.encode(Samples.heartbeat()), schema);

        assertThat(decoded).isEqualTo(new Decoded.Poison<>(why));
    }

    @Test
    void readsANewerMinor() {
        var decoded = Wire.decode(Topic.HEARTBEATS, Heartbeat.class, Wire.encode(Samples.heartbeat()), "3.42");

        assertThat(decoded).isEqualTo(new Decoded.Good<>(Samples.heartbeat()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    "sequence":7             | "sequence":null              | sequence: a whole number is needed here
                    "sequence":7             | "sequence":"7"               | sequence: a whole number is needed here
                    "sequence":7             | "sequence":7.5               | sequence: a whole number is needed here
                    "sequence":7             | "sequence":99999999999999999999 | sequence: Numeric value
                    "sequence":7             | "sequence":-7                | sequence is negative
                    "sequence":7,            |                              | sequence: missing
                    "sequence":7             | "sequence":7,"sequence":8    | Duplicate field 'sequence'
                    "boot":"9c1e3a52"        | "boot":"9c1e3a5"             | boot is not the first eight digits of a boot id
                    "boot":"9c1e3a52"        | "boot":"9c1e3a52-7d10-4b2f-8e46-0a5b6c7d8e9f" | boot is not the first eight digits
                    "host":"web-1"           | "host":null                  | host: missing
                    "host":"web-1"           | "host":["web-1"]             | host: a string is needed here
                    "host":"web-1"           | "host":"web 1"               | host: not a host name
                    "at":"2026-11-22T12:00:00Z" | "at":1763812800           | at: a string is needed here
                    "at":"2026-11-22T12:00:00Z" | "at":"yesterday"          | at: Text 'yesterday' could not be parsed
                    "at":"2026-11-22T12:00:00Z" | "at":"+999999999-01-01T00:00:00Z" | at: an instant is between 1970 and 9999
                    """)
    void saysWhichFieldIsBad(String good, @Nullable String bad, String why) {
        String json = HEARTBEAT.replace(good, bad == null ? "" : bad);

        var decoded = heartbeat(json);

        assertThat(why(decoded)).contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    null      | null instead of a record
                    []        | an object is needed here
                    '""'      | an object is needed here
                    ''        | No content
                    '{'       | Unexpected end-of-input
                    nonsense  | Unrecognized token
                    """)
    void refusesWhatIsNoRecord(String json, String why) {
        assertThat(why(heartbeat(json))).contains(why);
    }

    @Test
    void refusesWhatComesAfterTheRecord() {
        assertThat(why(heartbeat(HEARTBEAT + "{}"))).contains("Trailing token");
    }

    @Test
    void saysWhichElementIsBad() {
        String json = new String(Wire.encode(Samples.busy(3)), StandardCharsets.UTF_8);
        int last = json.lastIndexOf("\"retransmits\":0");
        String bad = json.substring(0, last) + json.substring(last).replaceFirst("retransmits\":0", "retransmits\":-1");

        assertThat(why(snapshot(bad))).isEqualTo("connections[2].tcp: a counter is negative");
    }

    @Test
    void saysWhichKindItDoesNotKnow() {
        String json = new String(Wire.encode(Samples.busy(1)), StandardCharsets.UTF_8);

        assertThat(why(snapshot(json.replace("\"pty\"", "\"hologram\""))))
                .isEqualTo("connections[0].sessions[0].terminal: unknown kind 'hologram': upgrade this reader");
    }

    @Test
    void saysWhichConstantsThereAre() {
        var finding =
                Samples.finding(new Target.Host(Samples.WEB_1, Samples.BOOT), Verdict.STUCK, new Progress.Reported());
        String json = new String(Wire.encode(finding), StandardCharsets.UTF_8).replace("enforce", "berserk");

        var decoded = Wire.decode(Topic.FINDINGS, Finding.class, json.getBytes(StandardCharsets.UTF_8), Wire.SCHEMA);

        assertThat(why(decoded)).isEqualTo("mode: one of shadow, enforce is needed here");
    }

    @Test
    void readsAnUnknownConstantAsUnknown() {
        String json = new String(Wire.encode(Samples.snapshot()), StandardCharsets.UTF_8);

        var decoded = snapshot(json.replace("\"pipes\"", "\"telepathy\""));

        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Good.class,
                        good -> assertThat(((HostSnapshot) good.value())
                                        .blindspots()
                                        .getFirst()
                                        .sense())
                                .isEqualTo(Blindspot.Sense.UNKNOWN));
    }

    @Test
    void refusesAValueThatIsTooLongForItsTopic() {
        byte[] value = new byte[Topic.COMMANDS.maxBytes() + 1];

        var decoded = Wire.decode(Topic.COMMANDS, Command.class, value, Wire.SCHEMA);

        assertThat(decoded).isEqualTo(new Decoded.Poison<>("4097 bytes, and at most 4096 are read"));
    }

    @Test
    void readsARequest() {
        byte[] body = "{\"target\":\"web-1:9c1e-3f2a\",\"reason\":\"left\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Wire.decodeRequest(CommandRequest.class, body))
                .isEqualTo(new Decoded.Good<>(CommandRequest.drop("web-1:9c1e-3f2a", "left")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"target":"x","reason":"y","force":true} | force: unknown, and here every field must be known
                    {"target":"x"}                           | reason: missing
                    {"target":"x","reason":" "}              | reason is empty: say why, it goes into the audit
                    """)
    void saysWhatIsWrongWithARequest(String body, String why) {
        assertThat(Wire.decodeRequest(CommandRequest.class, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Decoded.Poison<>(why));
    }

    @Test
    void everyCommandFitsItsTopic() {
        var plan = new Plan(
                new HostId("h".repeat(253)),
                Samples.BOOT,
                Action.RESTART_SSHD,
                new CommandTarget.OneConnection(
                        new SocketCookie(-1),
                        new Endpoint("f".repeat(64), 65_535),
                        new Endpoint("f".repeat(64), 65_535),
                        new ProcessStamp(Integer.MAX_VALUE, Long.MAX_VALUE),
                        Integer.MIN_VALUE),
                new Guard(
                        Samples.NOON.plusMillis(1),
                        Optional.of(Samples.NOON.plusMillis(1)),
                        Optional.of(new WorkStamp(-1))),
                Optional.of(new RuleStamp("r".repeat(63), Fingerprint.of(List.of()))),
                // Written in braille and the like, three bytes each: the most that people write.
                "\u2803".repeat(Command.LONGEST_REASON),
                Samples.NOON.plusMillis(2));
        var longest = new Command(new CommandId("\\".repeat(400)), Long.MAX_VALUE, plan, Samples.NOON.plusMillis(1));

        byte[] value = Wire.encode(longest);

        assertThat(Wire.decode(Topic.COMMANDS, Command.class, value, Wire.SCHEMA))
                .isEqualTo(new Decoded.Good<>(longest));
    }

    @Test
    void theLargestSnapshotFitsItsTopic() {
        HostSnapshot largest = Samples.busy(HostSnapshot.MOST_CONNECTIONS);

        byte[] value = Wire.encode(largest);

        assertThat(snapshot(new String(value, StandardCharsets.UTF_8))).isEqualTo(new Decoded.Good<>(largest));
    }

    @Test
    void keepsHostileTextExactlyAndComplainsOfItHarmlessly() {
        String hostile = "\u001b[2J\r\n<script>\u202e\ud800\u0000\"";
        var receipt = Samples.receipt(new Outcome.Refused(hostile));

        byte[] value = Wire.encode(receipt);

        assertThat(Wire.decode(Topic.RECEIPTS, receipt.getClass(), value, Wire.SCHEMA))
                .isEqualTo(new Decoded.Good<>(receipt));
        assertThat(why(heartbeat(
                        HEARTBEAT.replace("2026-11-22T12:00:00Z", "\\u001b[2J\\u009b2J\\r\\n\\u202e<script>"))))
                .doesNotContainPattern("[\\p{Cc}\\u202e]");
    }

    @Test
    void writesInstantsToTheMillisecond() {
        var heartbeat =
                new Heartbeat(Samples.WEB_1, Samples.BOOT, 1, "", Instant.parse("2026-11-22T12:00:00.123456789Z"));

        assertThat(new String(Wire.encode(heartbeat), StandardCharsets.UTF_8))
                .contains("\"at\":\"2026-11-22T12:00:00.123Z\"");
    }

    /// Anybody can set the times of his terminal, and a clock can show anything: all the rest must be told still.
    @ParameterizedTest
    @CsvSource({
        "-31557014167219200, 1970-01-01T00:00:00Z",
        "-1, 1970-01-01T00:00:00Z",
        "253402300800, 9999-12-31T23:59:59.999Z",
        "31556889864403199, 9999-12-31T23:59:59.999Z"
    })
    void writesTheNearestOfWhatItWouldNotRead(long second, Instant nearest) {
        var heartbeat = new Heartbeat(Samples.WEB_1, Samples.BOOT, 1, "", Instant.ofEpochSecond(second));

        byte[] written = Wire.encode(heartbeat);

        assertThat(heartbeat(new String(written, StandardCharsets.UTF_8)))
                .isEqualTo(new Decoded.Good<>(new Heartbeat(Samples.WEB_1, Samples.BOOT, 1, "", nearest)));
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, PT876600H", "-9223372036854775808, PT-876600H", "-1, PT-1S"})
    void writesTheLongestOfWhatIsTooLong(long seconds, Duration nearest) throws IOException {
        String written = Wire.json().writeValueAsString(Duration.ofSeconds(seconds));

        assertThat(Wire.json().readValue(written, Duration.class)).isEqualTo(nearest);
    }

    @Test
    void writesTheSameBytesForTheSameRecord() {
        assertThat(Wire.digest(Wire.encode(Samples.busy(5)))).isEqualTo(Wire.digest(Wire.encode(Samples.busy(5))));
    }

    private static Decoded<Heartbeat> heartbeat(String json) {
        return Wire.decode(Topic.HEARTBEATS, Heartbeat.class, json.getBytes(StandardCharsets.UTF_8), Wire.SCHEMA);
    }

    private static Decoded<HostSnapshot> snapshot(String json) {
        return Wire.decode(Topic.SNAPSHOTS, HostSnapshot.class, json.getBytes(StandardCharsets.UTF_8), Wire.SCHEMA);
    }

    private static String why(Decoded<?> decoded) {
        return switch (decoded) {
            case Decoded.Poison<?>(String why) -> why;
            case Decoded.Good<?>(Object value) -> "could be read: " + value;
        };
    }
}
