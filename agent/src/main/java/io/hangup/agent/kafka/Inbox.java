package io.hangup.agent.kafka;

import io.hangup.agent.loop.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where Kafka's threads leave what is for the duty cycle's: what became of records, and at most one batch of commands.
/// One thread takes out, any may put in.
final class Inbox {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final List<News> news = new ArrayList<>();
    private List<News> commands = List.of();
    private @Nullable Throwable broken;
    private boolean woken;
    private boolean closed;

    /// Waits for anything, at most `wait`, and takes all there is.
    ///
    /// @param wanted whether commands are to be taken; where not they stay, and the wait goes on
    /// @throws IllegalStateException when who reads commands has failed, and at each later call
    List<News> take(Duration wait, boolean wanted) {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (left > 0 && !woken && broken == null && news.isEmpty() && !(wanted && !commands.isEmpty())) {
                left = something.awaitNanos(left);
            }
            if (broken != null) {
                throw new IllegalStateException("commands can't be read any more", broken);
            }
            return taken(wanted);
        } catch (InterruptedException e) {
            throw new IllegalStateException("the duty cycle is woken, never interrupted", e);
        } finally {
            lock.unlock();
        }
    }

    private List<News> taken(boolean wanted) {
        woken = false;
        List<News> all = new ArrayList<>(news);
        news.clear();
        if (wanted && !commands.isEmpty()) {
            all.addAll(commands);
            commands = List.of();
            room.signalAll();
        }
        return all;
    }

    /// Ends the wait under way, or the next one, at once.
    void wake() {
        change(() -> woken = true);
    }

    void add(News one) {
        change(() -> news.add(one));
    }

    /// That there will be no more commands, and why.
    void fail(Throwable why) {
        change(() -> broken = why);
    }

    /// Leaves commands here and waits until they are taken, or this is closed. None are not waited for.
    void hand(List<News> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            commands = batch;
            something.signalAll();
            while (!closed && !commands.isEmpty()) {
                room.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Nobody takes anything any more.
    void close() {
        change(() -> closed = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            something.signalAll();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
