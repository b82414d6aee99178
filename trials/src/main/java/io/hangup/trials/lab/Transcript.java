package io.hangup.trials.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a process has written so far: always drained, so that it never blocks, and kept up to a bound (the last
/// 256 Ki characters). Positions count every character ever written.
public final class Transcript {
    private static final int KEPT = 1 << 18;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final StringBuilder kept = new StringBuilder();
    private long written;
    private boolean ended;

    Transcript(BufferedReader source) {
        // A platform thread: reading a pipe holds a virtual thread's carrier, and with 256 sessions there is none left.
        Thread.ofPlatform().daemon().name("transcript").start(() -> drain(source));
    }

    /// How many characters were written so far: where to look from for what comes next.
    public long position() {
        lock.lock();
        try {
            return written;
        } finally {
            lock.unlock();
        }
    }

    public String text() {
        lock.lock();
        try {
            return kept.toString();
        } finally {
            lock.unlock();
        }
    }

    /// Whether the text comes at or after a position within the limit. False at once when the output ends
    /// without it.
    public boolean awaits(String text, long from, Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!hasSince(from, text)) {
                if (ended || nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException _) {
            throw LabFailure.interrupted("waiting for \"" + text + "\"");
        } finally {
            lock.unlock();
        }
    }

    /// Whether the output ended (the process, and everyone who shared its pipe, closed it) within the limit.
    public boolean awaitEnd(Duration limit) {
        lock.lock();
        try {
            long nanos = limit.toNanos();
            while (!ended && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return ended;
        } catch (InterruptedException _) {
            throw LabFailure.interrupted("waiting for the end of output");
        } finally {
            lock.unlock();
        }
    }

    private boolean hasSince(long from, String text) {
        long start = written - kept.length();
        return kept.indexOf(text, (int) Math.max(0, from - start)) >= 0;
    }

    private void drain(BufferedReader source) {
        var piece = new char[8192];
        try (source) {
            for (int n = source.read(piece); n >= 0; n = source.read(piece)) {
                add(piece, n);
            }
        } catch (IOException closed) {
            // The stream was closed by us: the same end.
        }
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void add(char[] piece, int length) {
        lock.lock();
        try {
            kept.append(piece, 0, length);
            written += length;
            if (kept.length() > KEPT) {
                kept.delete(0, kept.length() - KEPT);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
