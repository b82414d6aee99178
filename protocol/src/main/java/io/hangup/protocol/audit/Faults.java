package io.hangup.protocol.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The faults so far, so many of them by name and the rest by their number.
final class Faults {
    private final List<Fault> faults = new ArrayList<>();
    private long more;

    void add(Fault fault) {
        if (faults.size() < ChainCheck.MOST_FAULTS) {
            faults.add(fault);
        } else {
            more++;
        }
    }

    /// Takes a fault back, because a later record explains it better.
    void withdraw(Fault fault) {
        if (!faults.remove(fault)) {
            more = Math.max(0, more - 1);
        }
    }

    /// Takes back the last fault of this kind about this record.
    void withdrawLast(Fault.Kind kind, long sequence) {
        for (Fault fault : faults.reversed()) {
            if (fault.kind() == kind && fault.sequence() == sequence) {
                withdraw(fault);
                return;
            }
        }
        more = Math.max(0, more - 1);
    }

    List<Fault> sorted() {
        return faults.stream().sorted(Comparator.comparingLong(Fault::sequence)).toList();
    }

    long more() {
        return more;
    }
}
