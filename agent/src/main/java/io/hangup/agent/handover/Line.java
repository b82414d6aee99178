package io.hangup.agent.handover;

import io.hangup.agent.loop.Executor.Report;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The agent's end of the connection to its executor, with a thread of its own: the duty cycle never waits for it.
///
/// Moves: [connect → hello → talk] until the executor says bye or the connection breaks. After a bye it is left asleep
/// until there is something to say; after a break it is tried again, sooner first and later more seldom.
final class Line implements AutoCloseable {
    /// As many commands wait to be taken by the executor before the next ones are left in Kafka.
    static final int WAITING = 64;

    /// The most that wait: what was read from Kafka at once is not left there.
    static final int MOST = 2 * WAITING;

    /// The most of all else that waits to be said.
    static final int NOTICES = 1_024;

    /// How long an executor may take to start, or to say that it has a command.
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final Logger LOG = System.getLogger(Line.class.getName());

    private final Path socket;
    private final IntSupplier retries;
    private final Runnable wake;
    private final Selector selector;
    private final Thread thread;
    private final Backoff backoff = new Backoff();
    private final Map<Integer, Envelope> commands = new TreeMap<>();
    private final Deque<Request> notices = new ArrayDeque<>();
    private final List<Report> heard = new ArrayList<>();
    private List<Blindspot> stated = List.of();
    private @Nullable String fault = "it has not answered yet";
    private int lastNumber;
    private boolean closed;

    private Line(Path socket, IntSupplier retries, Runnable wake, Selector selector) {
        this.socket = socket;
        this.retries = retries;
        this.wake = wake;
        this.selector = selector;
        thread = Thread.ofPlatform().name("hangup-executor").daemon().unstarted(this::run);
    }

    static Line open(Path socket, IntSupplier retries, Runnable wake) {
        try {
            var line = new Line(socket, retries, wake, Selector.open());
            line.thread.start();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("there is no descriptor left for a selector", e);
        }
    }

    /// Hands a command over as soon as that is possible. @return whether there was room for it
    boolean hand(Envelope command) {
        synchronized (this) {
            if (commands.size() >= MOST) {
                return false;
            }
            commands.put(++lastNumber, command);
        }
        selector.wakeup();
        return true;
    }

    /// Whether no more commands are wanted now.
    synchronized boolean full() {
        return commands.size() >= WAITING;
    }

    /// Says something as soon as that is possible. @return whether there was room for it
    boolean say(Request notice) {
        synchronized (this) {
            if (notices.size() >= NOTICES) {
                return false;
            }
            notices.add(notice);
        }
        selector.wakeup();
        return true;
    }

    /// Adds something to what was heard.
    synchronized void note(Report report) {
        heard.add(report);
    }

    /// What was heard since the last call.
    synchronized List<Report> heard() {
        List<Report> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    private synchronized int unheard() {
        return heard.size();
    }

    synchronized List<Blindspot> stated() {
        return stated;
    }

    /// Why the executor can't be reached; empty when it can, or sleeps.
    synchronized Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        selector.wakeup();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean wanted() {
        return fault != null || !commands.isEmpty() || !notices.isEmpty();
    }

    private void run() {
        try (selector) {
            while (!isClosed()) {
                if (!wanted()) {
                    selector.select();
                    continue;
                }
                try {
                    talk();
                } catch (IOException e) {
                    broken(e);
                    pause(backoff.failed());
                }
            }
        } catch (IOException e) {
            broken(e);
        }
    }

    /// One connection, from hello to bye.
    private void talk() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try (channel) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var conversation = new Conversation(channel, selector, Frames.REPLY);
            new Visit(conversation).last();
        }
    }

    /// One connection while it lasts.
    private final class Visit {
        private final Conversation conversation;
        private int handed;
        private int told = -1;
        private boolean greeted;
        private boolean bye;
        private long owedSince = System.nanoTime();

        Visit(Conversation conversation) {
            this.conversation = conversation;
        }

        void last() throws IOException {
            conversation.send(Frames.of(new Request.Hello(Frames.VERSION)));
            conversation.flush();
            while (!bye && !isClosed()) {
                selector.select(Backoff.SHORTEST.toMillis());
                selector.selectedKeys().clear();
                for (byte[] frame : conversation.receive()) {
                    hear(Frames.reply(frame));
                }
                if (unheard() > NOTICES) {
                    throw new IOException("it says more than is listened to");
                }
                if (greeted && !bye) {
                    tell();
                }
                conversation.flush();
                expect();
            }
        }

        private void hear(Reply reply) throws IOException {
            owedSince = System.nanoTime();
            switch (reply) {
                case Reply.Hello(int version) -> {
                    if (version != Frames.VERSION) {
                        throw new Garbled("it speaks version " + version + " and this agent " + Frames.VERSION
                                + ": install both from one package and restart them");
                    }
                    greeted = true;
                    greeted();
                }
                case Reply.Limits(var blindspots) -> state(blindspots);
                case Reply.Taken(int number) -> taken(number);
                case Reply.Answered(var receipt) -> report(new Report.Answered(receipt));
                case Reply.SetAside(var kind, var why) -> report(new Report.SetAside(kind, why));
                case Reply.Heard(var connection, var answer) -> report(new Report.Heard(connection, answer));
                case Reply.Bye() -> bye = true;
            }
        }

        private void tell() throws IOException {
            List<Request> all = toSay(handed);
            if (!all.isEmpty()) {
                tellRetries();
            }
            for (Request request : all) {
                if (request instanceof Request.Command(int number, var _)) {
                    owedSince = handed == 0 ? System.nanoTime() : owedSince;
                    handed = number;
                }
                conversation.send(Frames.of(request));
            }
        }

        // Before anything that may lead to a question.
        private void tellRetries() throws IOException {
            int now = retries.getAsInt();
            if (now != told) {
                told = now;
                conversation.send(Frames.of(new Request.Retries(now)));
            }
        }

        private void expect() throws IOException {
            boolean owed = !greeted || owes();
            if (!owed) {
                owedSince = System.nanoTime();
            } else if (System.nanoTime() - owedSince > PATIENCE.toNanos()) {
                throw new IOException("no word in " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    private synchronized boolean owes() {
        return !commands.isEmpty();
    }

    /// What there is to say now.
    ///
    /// @param handed the last command that was handed over on this connection
    private synchronized List<Request> toSay(int handed) {
        List<Request> all = new ArrayList<>(notices);
        notices.clear();
        commands.forEach((number, envelope) -> {
            if (number > handed) {
                all.add(new Request.Command(number, envelope));
            }
        });
        return all;
    }

    private void taken(int number) {
        boolean room;
        synchronized (this) {
            commands.remove(number);
            room = commands.size() == WAITING - 1;
        }
        if (room) {
            wake.run();
        }
    }

    private void greeted() {
        boolean news;
        synchronized (this) {
            news = fault != null;
            fault = null;
        }
        backoff.succeeded();
        if (news) {
            LOG.log(Level.INFO, "The executor at {0} answers", socket);
        }
    }

    private void state(List<Blindspot> blindspots) {
        synchronized (this) {
            stated = List.copyOf(blindspots);
        }
        wake.run();
    }

    private void report(Report report) {
        note(report);
        wake.run();
    }

    private void broken(IOException e) {
        String why = socket + ": " + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        boolean news;
        synchronized (this) {
            news = !why.equals(fault);
            fault = why;
        }
        if (news) {
            LOG.log(Level.WARNING, "The executor does not answer, so nothing is carried out: {0}", why);
            wake.run();
        }
    }

    /// A word to say does not end the pause: whoever can't be reached is not tried more often for it.
    private void pause(Duration pause) throws IOException {
        long until = System.nanoTime() + pause.toNanos();
        for (long left = pause.toMillis(); left > 0 && !isClosed(); left = (until - System.nanoTime()) / 1_000_000) {
            selector.select(left);
        }
    }
}
