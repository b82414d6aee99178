package io.hangup.protocol.ocsf;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.audit.Fault;
import io.hangup.protocol.audit.Fault.Kind;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.wire.SigningKey;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// That whatever is done to any record of a chain is found, and the record named.
class ChainCheckTest {
    private static final int LENGTH = 24;

    private final Written chain = Written.chain(LENGTH);
    private final List<byte[]> records = new ArrayList<>(chain.records());

    static IntStream every() {
        return IntStream.range(0, LENGTH);
    }

    static IntStream everyButTheLast() {
        return IntStream.range(0, LENGTH - 1);
    }

    @Test
    void findsNothingInAChainThatIsWhole() {
        Report report = chain.verify(records);

        assertThat(report.faults()).isEmpty();
        assertThat(report.records()).isEqualTo(LENGTH);
        assertThat(report.last())
                .hasValueSatisfying(last -> assertThat(last.sequence()).isEqualTo(LENGTH));
        assertThat(report.signed()).isEqualTo(21);
        assertThat(report.unsigned()).isEqualTo(3);
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordWhoseTextWasChanged(int i) {
        records.set(i, Written.replaced(records.get(i), "\"message\":\"", "\"message\":\"not "));

        assertFirst(Kind.CHANGED, i, chain.verify(records));
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordThatWasMadeToFollowAnother(int i) {
        records.set(i, Written.replaced(records.get(i), "\"previous\":\"....", "\"previous\":\"beef"));

        assertThat(chain.verify(records).faults().getFirst().sequence()).isEqualTo(i + 1);
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordThatWasGivenAnotherNumber(int i) {
        records.set(i, Written.replaced(records.get(i), "\"sequence\":\\d+", "\"sequence\":77"));

        assertFirst(Kind.CHANGED, i, chain.verify(records));
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordThatCanNotBeReadAnyMore(int i) {
        records.set(i, "{\"nothing\":".getBytes(StandardCharsets.UTF_8));

        Fault first = chain.verify(records).faults().getFirst();

        assertThat(first.sequence()).isEqualTo(i + 1);
        assertThat(first.where()).isEqualTo("line " + (i + 1));
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordThatIsMissing(int i) {
        records.remove(i);

        assertFirst(Kind.MISSING, i, chain.verify(records));
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesAllThatIsMissingAtTheEnd(int i) {
        records.subList(i, LENGTH).clear();

        Fault first = chain.verify(records).faults().getFirst();

        assertThat(first.kind()).isEqualTo(Kind.MISSING);
        assertThat(first.sequence()).isEqualTo(i + 1);
        assertThat(first.last()).isEqualTo(LENGTH);
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesARecordThatIsThereTwice(int i) {
        records.add(i + 1, records.get(i));

        assertFirst(Kind.DOUBLED, i, chain.verify(records));
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesACopyAtTheEnd(int i) {
        records.add(records.get(i));

        assertFirst(Kind.DOUBLED, i, chain.verify(records));
    }

    @ParameterizedTest
    @MethodSource("everyButTheLast")
    void namesTheLaterOfTwoThatWereSwapped(int i) {
        Collections.swap(records, i, i + 1);

        assertFirst(Kind.REORDERED, i + 1, chain.verify(records));
    }

    @ParameterizedTest
    @CsvSource({"0,23", "3,9", "9,3", "1,23", "22,0", "5,8", "12,2", "11,20"})
    void namesARecordThatWasMoved(int from, int to) {
        records.add(to, records.remove(from));

        assertThat(chain.verify(records).faults())
                .anyMatch(fault -> fault.kind() == Kind.REORDERED && fault.sequence() == from + 1);
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesWhatWasPutIn(int i) {
        records.add(i, "{\"at\":\"2026-11-22T12:00:00Z\",\"line\":\"x\"}".getBytes(StandardCharsets.UTF_8));

        Report report = chain.verify(records);

        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.kind()).isEqualTo(Kind.FOREIGN);
            assertThat(fault.where()).isEqualTo("line " + (i + 1));
        });
    }

    @ParameterizedTest
    @MethodSource("everyButTheLast")
    void namesAForgedRecordThatFitsAndNotTheRealOne(int i) {
        Head head = heads().get(i);
        AuditWriter forger = new AuditWriter(new AuditWriter.Author(9, "evil", "1.0", Written.KEY), head);
        records.add(i + 1, forger.write(Written.asked(99), Instant.parse("2026-11-22T12:00:00Z")));

        Report report = chain.verify(records);

        assertThat(report.faults()).isNotEmpty().allSatisfy(fault -> {
            assertThat(fault.sequence()).isEqualTo(i + 2);
        });
        assertThat(report.faults()).anyMatch(fault -> fault.where().equals("line " + (i + 2)));
    }

    @Test
    void namesTheFirstSignatureOfAChainThatWasWrittenAnewWithAnotherKey() {
        Written forged = Written.chain(LENGTH, SigningKey.generate());

        Report report = Written.verify(forged.records(), Map.of());

        assertFirst(Kind.UNSIGNED, 0, report);
        assertThat(report.faults()).hasSize(5);
        assertThat(report.signed()).isZero();
    }

    @ParameterizedTest
    @MethodSource("every")
    void namesTheSignatureThatARewrittenEndDoesNotHave(int i) {
        Head head = heads().get(i);
        records.subList(i + 1, LENGTH).clear();
        AuditWriter forger = new AuditWriter(new AuditWriter.Author(2, "evil", "1.0", SigningKey.generate()), head);
        Instant noon = Instant.parse("2026-11-22T12:00:00Z");
        records.add(forger.write(Written.asked(99), noon));
        records.add(forger.checkpoint(false, "", noon));

        Report report = Written.verify(records, Map.of());

        assertThat(report.faults()).anyMatch(fault -> fault.kind() == Kind.UNSIGNED && fault.sequence() == i + 3);
    }

    @Test
    void staysShortWhateverIsWrong() {
        List<byte[]> strange = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            strange.add(new byte[] {(byte) i});
        }

        Report report = chain.verify(strange);

        assertThat(report.faults()).hasSizeLessThanOrEqualTo(101);
        assertThat(report.more()).isGreaterThan(800);
    }

    /// Where the chain stood after each record.
    private List<Head> heads() {
        return IntStream.range(0, LENGTH)
                .mapToObj(i -> new Head(
                        i + 1,
                        Written.verify(chain.records().subList(0, i + 1), Map.of())
                                .last()
                                .orElseThrow()
                                .hash(),
                        0,
                        Instant.EPOCH))
                .toList();
    }

    private static void assertFirst(Kind kind, int index, Report report) {
        assertThat(report.faults()).isNotEmpty();
        assertThat(report.faults().getFirst())
                .satisfies(fault ->
                        assertThat(fault.kind()).as(report.faults().toString()).isEqualTo(kind))
                .satisfies(fault -> assertThat(fault.sequence())
                        .as(report.faults().toString())
                        .isEqualTo(index + 1));
    }
}
