package io.hangup.agent;

/// Keeps the heap near what lives in it, so that its limit can be wide enough for a host with thousands of sessions.
///
/// The serial collector lets garbage of the old generation grow to the heap's limit before it collects it. Called after
/// each turn, this collects when more than [#GARBAGE] may have gathered: about once in some minutes with 500 sessions,
/// once in hours with few.
final class Heap {
    private static final long GARBAGE = 6L << 20;

    private final Runtime runtime = Runtime.getRuntime();
    private long alive;

    /// Right after the first turn nearly everything that was needed for starting is garbage.
    void tidy() {
        if (used() > alive + alive / 4 + GARBAGE) {
            System.gc();
            alive = used();
        }
    }

    private long used() {
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
