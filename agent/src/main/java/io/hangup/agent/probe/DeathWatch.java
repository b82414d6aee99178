package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SshSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Notices between two looks that a listener, a monitor, a child or a session's leader has ended: a pidfd of each, and
/// a thread that sleeps until one becomes readable, pidfd_open(2).
///
/// It tells that somebody ended, never who: that is the next look's to find out. What it can't watch (too many
/// processes, no descriptors left, a kernel before 5.3) is found by the next look that is due anyway.
///
/// A pid that changed hands between the look and here is watched in vain: one look too many, nothing worse.
final class DeathWatch implements AutoCloseable {
    /// At most so many processes; each costs a descriptor, which HotSpot raises to the hard limit.
    static final int MOST = 8_192;

    /// Room for an event on every architecture: 12 bytes on x86-64, 16 elsewhere.
    private static final int EVENT = 16;

    private static final int ENDED = -1;

    private final Kernel kernel;
    private final Runnable told;
    private final MemorySegment once;
    private final int epoll;
    private final Thread thread;
    private final Map<ProcessStamp, Integer> pidfds = new HashMap<>();
    private List<Connection> connections = List.of();
    private List<Listener> listeners = List.of();
    private volatile boolean deaths;
    private volatile boolean closed;

    /// @param told called by a thread of its own when somebody has ended
    DeathWatch(Kernel kernel, Arena arena, Runnable told) {
        this.kernel = kernel;
        this.told = told;
        once = arena.allocate(EVENT, 8);
        once.set(JAVA_INT, 0, Kernel.EPOLLIN | Kernel.EPOLLONESHOT);
        epoll = kernel.epollCreate();
        thread = Thread.ofPlatform().daemon().name("deaths").start(this::sleep);
    }

    /// Whether somebody has ended since the last question.
    boolean take() {
        boolean any = deaths;
        deaths = false;
        return any;
    }

    /// From now on, those of this view are watched and nobody else.
    void over(HostView view) {
        // A connection in which nothing changed is the same object as at the look before: this is cheap.
        boolean same = listenersStand(view.listeners()) && connectionsStand(view.connections());
        connections = view.connections();
        listeners = view.listeners();
        if (same) {
            return;
        }
        Map<ProcessStamp, Integer> wanted = new HashMap<>();
        processes(view).limit(MOST).forEach(process -> wanted.put(process.stamp(), process.pid()));
        Iterator<Map.Entry<ProcessStamp, Integer>> known = pidfds.entrySet().iterator();
        while (known.hasNext()) {
            Map.Entry<ProcessStamp, Integer> entry = known.next();
            if (wanted.remove(entry.getKey()) == null) {
                release(entry.getValue());
                known.remove();
            }
        }
        for (Map.Entry<ProcessStamp, Integer> entry : wanted.entrySet()) {
            if (!watch(entry.getKey(), entry.getValue())) {
                connections = List.of();
                return;
            }
        }
    }

    private boolean listenersStand(List<Listener> now) {
        boolean same = now.size() == listeners.size();
        for (int i = 0; same && i < now.size(); i++) {
            same = now.get(i)
                    .process()
                    .stamp()
                    .equals(listeners.get(i).process().stamp());
        }
        return same;
    }

    private boolean connectionsStand(List<Connection> now) {
        boolean same = now.size() == connections.size();
        for (int i = 0; same && i < now.size(); i++) {
            same = isServedAlike(now.get(i), connections.get(i));
        }
        return same;
    }

    private static boolean isServedAlike(Connection one, Connection other) {
        if (one.equals(other)) {
            return true;
        }
        boolean same = one.monitor()
                        .map(HostProcess::stamp)
                        .equals(other.monitor().map(HostProcess::stamp))
                && one.child().map(HostProcess::stamp).equals(other.child().map(HostProcess::stamp))
                && one.sessions().size() == other.sessions().size();
        for (int i = 0; same && i < one.sessions().size(); i++) {
            same = one.sessions()
                    .get(i)
                    .leader()
                    .stamp()
                    .equals(other.sessions().get(i).leader().stamp());
        }
        return same;
    }

    private static Stream<HostProcess> processes(HostView view) {
        return Stream.concat(
                view.listeners().stream().map(Listener::process),
                view.connections().stream()
                        .flatMap(c -> Stream.of(
                                        c.monitor().stream(),
                                        c.child().stream(),
                                        c.sessions().stream().map(SshSession::leader))
                                .flatMap(some -> some)));
    }

    /// @return false when there is no use in going on
    private boolean watch(ProcessStamp stamp, int pid) {
        int pidfd = kernel.pidfdOpen(pid);
        if (pidfd == -Kernel.ESRCH) {
            pidfds.put(stamp, ENDED);
            deaths = true;
            told.run();
            return true;
        }
        if (pidfd < 0) {
            return false;
        }
        if (kernel.epollAdd(epoll, pidfd, once) < 0) {
            kernel.close(pidfd);
            return false;
        }
        pidfds.put(stamp, pidfd);
        return true;
    }

    private void release(int pidfd) {
        if (pidfd != ENDED) {
            kernel.close(pidfd);
        }
    }

    private void sleep() {
        try (Arena own = Arena.ofConfined()) {
            Kernel mine = new Kernel(own);
            MemorySegment events = own.allocate(64 * EVENT, 8);
            int outcome;
            do {
                outcome = mine.epollWait(epoll, events, 64);
                if (outcome > 0 && !closed) {
                    deaths = true;
                    told.run();
                }
            } while (!closed && (outcome >= 0 || outcome == -Kernel.EINTR));
        }
    }

    @Override
    public void close() {
        closed = true;
        int bell = kernel.eventfd(1);
        kernel.epollAdd(epoll, bell, once);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pidfds.values().forEach(this::release);
        kernel.close(bell);
        kernel.close(epoll);
    }
}
