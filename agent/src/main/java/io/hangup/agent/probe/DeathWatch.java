package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Notices between two looks that a listener, a monitor, a child or a session's leader has ended: a pidfd of each, and
/// a thread that sleeps until one becomes readable, pidfd_open(2).
///
/// It tells that somebody ended and on which connection, never how that stands: that is the next look's to find out.
/// What it can't watch (too many processes, no descriptors left, a kernel before 5.3) is found by the next look that is
/// due anyway.
///
/// A pid that changed hands between the look and here is watched in vain: one look too many, nothing worse.
final class DeathWatch implements AutoCloseable {
    /// At most so many processes; each costs a descriptor, which HotSpot raises to the hard limit.
    static final int MOST = 8_192;

    /// Bytes of an event, and where its data is in it: packed on x86-64 alone, epoll_event(3type).
    private static final int EVENT = packed() ? 12 : 16;

    private static final int DATA = packed() ? 4 : 8;

    private static final int ENDED = -1;

    private final Kernel kernel;
    private final Runnable told;
    private final MemorySegment once;
    private final int epoll;
    private final Thread thread;
    private final Map<ProcessStamp, Integer> pidfds = new HashMap<>();
    private List<Connection> connections = List.of();
    private List<Listener> listeners = List.of();

    /// As of the last look, whether or not all of them are watched.
    private List<Connection> seen = List.of();

    /// Pids; nobody's is 0. At most one for each that is watched.
    private final Queue<Integer> ended = new ConcurrentLinkedQueue<>();

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
    ///
    /// @param heed given the connections of those
    boolean take(Consumer<SocketCookie> heed) {
        boolean any = deaths;
        deaths = false;
        Set<Integer> gone = new HashSet<>();
        for (Integer pid = ended.poll(); pid != null; pid = ended.poll()) {
            gone.add(pid);
        }
        if (!gone.isEmpty()) {
            seen.stream()
                    .filter(connection -> processes(connection).anyMatch(one -> gone.contains(one.pid())))
                    .forEach(connection -> heed.accept(connection.cookie()));
        }
        return any;
    }

    /// From now on, those of this view are watched and nobody else.
    void over(HostView view) {
        // A connection in which nothing changed is the same object as at the look before: this is cheap.
        boolean same = listenersStand(view.listeners()) && connectionsStand(view.connections());
        connections = view.connections();
        seen = connections;
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
                view.connections().stream().flatMap(DeathWatch::processes));
    }

    private static Stream<HostProcess> processes(Connection connection) {
        return Stream.of(
                        connection.monitor().stream(),
                        connection.child().stream(),
                        connection.sessions().stream().map(SshSession::leader))
                .flatMap(some -> some);
    }

    /// @return false when there is no use in going on
    private boolean watch(ProcessStamp stamp, int pid) {
        int pidfd = kernel.pidfdOpen(pid);
        if (pidfd == -Kernel.ESRCH) {
            pidfds.put(stamp, ENDED);
            ended.add(pid);
            deaths = true;
            told.run();
            return true;
        }
        if (pidfd < 0) {
            return false;
        }
        once.set(JAVA_LONG_UNALIGNED, DATA, pid);
        if (kernel.epollAdd(epoll, pidfd, once) < 0) {
            kernel.close(pidfd);
            return false;
        }
        pidfds.put(stamp, pidfd);
        return true;
    }

    private static boolean packed() {
        return System.getProperty("os.arch", "").equals("amd64");
    }

    private void release(int pidfd) {
        if (pidfd != ENDED) {
            kernel.close(pidfd);
        }
    }

    private void sleep() {
        try (Arena own = Arena.ofConfined()) {
            Kernel mine = new Kernel(own);
            MemorySegment events = own.allocate(64L * EVENT, 8);
            int outcome;
            do {
                outcome = mine.epollWait(epoll, events, 64);
                if (outcome > 0 && !closed) {
                    for (int i = 0; i < outcome; i++) {
                        ended.add((int) events.get(JAVA_LONG_UNALIGNED, (long) i * EVENT + DATA));
                    }
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
        once.set(JAVA_LONG_UNALIGNED, DATA, 0);
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
