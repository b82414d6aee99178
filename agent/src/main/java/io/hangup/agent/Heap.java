package io.hangup.agent;

import java.util.function.LongSupplier;

/// Keeps the heap near what lives in it, so that its limit can be wide enough for a host with thousands of sessions.
///
/// The serial collector lets garbage of the old generation grow to the heap's limit before it collects it. Called after
/// each turn, this collects when more than [#GARBAGE] may have gathered: about once in ten minutes with 500 sessions,
/// once in hours with few.
final class Heap {
    /// What is young, up to 2.3 MB, is in it. More is let gather in a bigger heap, which takes longer to collect.
    private static final long GARBAGE = 4L << 20;

    private final LongSupplier used;
    private final Runnable collector;
    private long alive;

    Heap() {
        this(() -> Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory(), System::gc);
    }

    /// @param used bytes, garbage included
    Heap(LongSupplier used, Runnable collector) {
        this.used = used;
        this.collector = collector;
    }

    /// Right after the first turn nearly everything that was needed for starting is garbage.
    void tidy() {
        if (used.getAsLong() > alive + alive / 8 + GARBAGE) {
            collector.run();
            alive = used.getAsLong();
        }
    }
}
