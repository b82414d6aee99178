package io.hangup.controller.govern;

import io.hangup.protocol.finding.FindingId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// The watches of one host, in the order of their ids, so that a step is the same each time.
record Book(SortedMap<FindingId, Watch> watches) {
    static final Book BLANK = new Book(new TreeMap<>());

    Book {
        watches = Collections.unmodifiableSortedMap(watches);
    }

    boolean blank() {
        return watches.isEmpty();
    }
}
