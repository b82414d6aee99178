package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Reads broken and malicious values: whatever the bytes, an answer comes back, and it costs little.
class MutationTest {
    private static final long SEED = Long.getLong("seed", 20_261_122);
    private static final int ROUNDS = Integer.getInteger("rounds", 1_500);

    private static final List<String> POISON = List.of(
            "null",
            "{}",
            "[]",
            "[[[[[[[[[[[[[[[[[[",
            "{\"a\":{\"a\":{\"a\":",
            "1e999999999",
            "-1",
            "\"\"",
            "true",
            "\\u0000",
            "99999999999999999999999999999999999",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"PT9223372036854775807S\"",
            ",",
            "\"",
            "\ud83d\ude00",
            "\"kind\":\"pty\",",
            "0.1",
            "NaN",
            "/**/");

    static Stream<Golden> onTopics() {
        return GoldenTest.onTopics();
    }

    @ParameterizedTest
    @MethodSource("onTopics")
    void answersWhateverTheBytesAre(Golden golden) {
        byte[] good = Wire.encode(golden.value());
        var random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutant = mutate(good, random);

            Decoded<?> decoded = GoldenTest.decode(golden, mutant, Wire.SCHEMA);

            switch (decoded) {
                case Decoded.Good<?>(Object value) ->
                    assertThat(GoldenTest.decode(golden, Wire.encode(value), Wire.SCHEMA))
                            .as("seed %d round %d", SEED, round)
                            .isEqualTo(decoded);
                case Decoded.Poison<?>(String why) ->
                    assertThat(why)
                            .as("seed %d round %d", SEED, round)
                            .hasSizeBetween(1, 303)
                            .doesNotContainPattern("\\p{Cc}");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                | [
                    ``                | {"a":
                    ``                | "
                    ``                | 9
                    [                 | [],
                    [                 | 0,
                    {                 | "%d":0,
                    {"labels":{       | "%d":"",
                    {"blindspots":[   | {"sense":"clock","why":"%d"},
                    {"connections":[  | {},
                    {"connections":[  | {"%d":[]},
                    {"connections":[{"sessions":[ | {"leader":{"stamp":{"pid":1,"startTicks":%d}}},
                    """)
    void takesMemoryInProportionToTheBytes(String head, String unit) {
        var bomb = new StringBuilder(head);
        for (int i = 0; bomb.length() + unit.length() + 8 < Topic.SNAPSHOTS.maxBytes(); i++) {
            bomb.append(unit.replace("%d", Integer.toString(i)));
        }
        byte[] value = bomb.toString().getBytes(StandardCharsets.UTF_8);
        Golden snapshot = Golden.all().getFirst();
        GoldenTest.decode(snapshot, value, Wire.SCHEMA);
        long before = allocated();

        Decoded<?> decoded = GoldenTest.decode(snapshot, value, Wire.SCHEMA);

        assertThat(decoded).isInstanceOf(Decoded.Poison.class);
        assertThat(allocated() - before).isLessThan(12L * value.length);
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] mutant = good.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutant.length + 1);
            int end = Math.min(mutant.length, at + random.nextInt(12));
            mutant = switch (random.nextInt(5)) {
                case 0 -> flip(mutant, random);
                case 1 -> splice(mutant, at, end, new byte[0]);
                case 2 -> splice(mutant, at, at, Arrays.copyOfRange(mutant, at, end));
                case 3 -> splice(mutant, at, end, pick(random));
                default -> swapValue(mutant, random);
            };
        }
        return mutant;
    }

    private static byte[] flip(byte[] bytes, Random random) {
        if (bytes.length > 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /// Puts poison where a value begins, which is what gets past a parser most often.
    private static byte[] swapValue(byte[] bytes, Random random) {
        int colon = random.nextInt(bytes.length + 1);
        while (colon < bytes.length && bytes[colon] != ':') {
            colon++;
        }
        int end = colon;
        while (end < bytes.length && ",}]".indexOf(bytes[end]) < 0) {
            end++;
        }
        return colon >= bytes.length ? bytes : splice(bytes, colon + 1, Math.max(colon + 1, end), pick(random));
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] instead) {
        byte[] spliced = Arrays.copyOf(bytes, bytes.length - (to - from) + instead.length);
        System.arraycopy(instead, 0, spliced, from, instead.length);
        System.arraycopy(bytes, to, spliced, from + instead.length, bytes.length - to);
        return spliced;
    }

    private static byte[] pick(Random random) {
        return POISON.get(random.nextInt(POISON.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
