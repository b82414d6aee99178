package io.hangup.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.audit.Fault;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.wire.TrustedKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/// Does to each record of a real chain what can be done to it, and sees that the check names it.
final class Tampering {
    private final List<byte[]> records;
    private final TrustedKey key;
    private final Map<Long, String> known;

    /// @param records of a chain that is whole
    Tampering(List<byte[]> records, TrustedKey key) {
        this.records = records;
        this.key = key;
        Report whole = Verified.report(records, key, Map.of());
        assertThat(whole.faults()).isEmpty();
        Link last = whole.last().orElseThrow();
        assertThat(last.sequence()).isEqualTo(records.size());
        this.known = Map.of(last.sequence(), last.hash());
    }

    void isAlwaysNamed() {
        for (int i = 0; i < records.size(); i++) {
            changing(i);
            removing(i);
            doubling(i);
            cutting(i);
            swapping(i);
        }
    }

    /// One byte in the middle, wherever that is.
    private void changing(int i) {
        byte[] changed = records.get(i).clone();
        changed[changed.length / 2] ^= 1;
        List<byte[]> all = copy();
        all.set(i, changed);
        named(i + 1, all);
    }

    private void removing(int i) {
        List<byte[]> all = copy();
        all.remove(i);
        assertThat(named(i + 1, all).kind()).isEqualTo(Fault.Kind.MISSING);
    }

    private void doubling(int i) {
        List<byte[]> all = copy();
        all.add(records.get(i));
        assertThat(named(i + 1, all).kind()).isEqualTo(Fault.Kind.DOUBLED);
    }

    private void cutting(int i) {
        Fault cut = named(i + 1, records.subList(0, i));
        assertThat(cut.kind()).isEqualTo(Fault.Kind.MISSING);
        assertThat(cut.last()).isEqualTo(records.size());
    }

    private void swapping(int i) {
        if (i + 1 < records.size()) {
            List<byte[]> all = copy();
            Collections.swap(all, i, i + 1);
            assertThat(named(i + 2, all).kind()).isEqualTo(Fault.Kind.REORDERED);
        }
    }

    private List<byte[]> copy() {
        return new ArrayList<>(records);
    }

    private Fault named(long sequence, List<byte[]> all) {
        List<Fault> faults = Verified.report(all, key, known).faults();
        assertThat(faults).isNotEmpty();
        assertThat(faults.getFirst().sequence()).as(faults.toString()).isEqualTo(sequence);
        return faults.getFirst();
    }
}
