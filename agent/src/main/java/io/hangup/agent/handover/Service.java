package io.hangup.agent.handover;

import io.hangup.agent.loop.Clock;
import io.hangup.agent.loop.Executor;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.snapshot.Blindspot;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// An executor behind a socket: it serves one agent at a time, the newest that connects, and ends when there was
/// nothing to do for a while. One thread owns it; only [#wake] is for any.
///
/// Moves: waiting → (somebody connects who may) met → (says hello) greeted → told what can't be done and what was not
/// yet sent → hands over and is answered → closed. Whoever says what can't be understood is closed at once.
public final class Service implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Service.class.getName());

    private final ServerSocketChannel door;
    private final Gate gate;
    private final Ports ports;
    private final Optional<Duration> idleAfter;
    private final Selector selector;
    private @Nullable Conversation peer;
    private boolean greeted;
    private List<Blindspot> said = List.of();
    private Duration lastWork;
    private boolean over;

    /// What it needs of the executor beside the executor itself.
    ///
    /// @param unsent answers that are not known to be safe in Kafka
    /// @param limits what can't be done here now
    /// @param retries told how many window probes without an answer end a connection of the host
    public record Ports(
            Executor executor,
            Supplier<List<Receipt>> unsent,
            Supplier<List<Blindspot>> limits,
            IntConsumer retries,
            Clock clock) {}

    /// @param gate tells who may connect
    /// @param idleAfter so long without work it ends; never when empty
    public Service(ServerSocketChannel door, Gate gate, Ports ports, Optional<Duration> idleAfter) throws IOException {
        this.door = door;
        this.gate = gate;
        this.ports = ports;
        this.idleAfter = idleAfter;
        selector = Selector.open();
        door.configureBlocking(false);
        door.register(selector, SelectionKey.OP_ACCEPT);
        lastWork = ports.clock().running();
    }

    /// Whether it has ended for want of work.
    public boolean over() {
        return over;
    }

    /// Ends the wait of a turn. For any thread.
    public void wake() {
        selector.wakeup();
    }

    /// Waits for something to do, and does it.
    public void turn() throws IOException {
        long wait = patience().toMillis();
        int _ = wait <= 0 ? selector.selectNow() : selector.select(wait);
        selector.selectedKeys().clear();
        meet();
        serve(this::hear);
        List<Executor.Report> reports = ports.executor().advance();
        if (!reports.isEmpty() || ports.executor().patience().isPresent()) {
            worked();
        }
        serve(conversation -> tell(conversation, reports));
        rest();
    }

    @Override
    public void close() throws IOException {
        part();
        selector.close();
        door.close();
    }

    private interface Talk {
        void with(Conversation conversation) throws IOException;
    }

    /// What goes wrong with a connection ends that, and nothing else.
    private void serve(Talk talk) throws IOException {
        Conversation conversation = peer;
        if (conversation == null) {
            return;
        }
        try {
            talk.with(conversation);
        } catch (Garbled e) {
            LOG.log(
                    Level.WARNING,
                    "The agent''s connection is closed: what it said can''t be understood: {0}",
                    e.getMessage());
            part();
        } catch (IOException e) {
            LOG.log(Level.INFO, "The agent''s connection has ended: {0}", e.getMessage());
            part();
        }
    }

    private void meet() throws IOException {
        for (SocketChannel channel = door.accept(); channel != null; channel = door.accept()) {
            Optional<String> stranger = gate.refuses(channel);
            if (stranger.isPresent()) {
                LOG.log(Level.WARNING, "A connection is refused: {0}", stranger.get());
                channel.close();
            } else {
                part();
                peer = new Conversation(channel, selector, Frames.REQUEST);
            }
        }
    }

    private void hear(Conversation conversation) throws IOException {
        for (byte[] frame : conversation.receive()) {
            Request request = Frames.request(frame);
            if (!greeted && !(request instanceof Request.Hello)) {
                throw new Garbled("it did not say hello first");
            }
            if (request instanceof Request.Hello(int version)) {
                // Whoever speaks another version must not keep this one awake: the next one is of that version.
                greet(conversation, version);
            }
            worked();
            switch (request) {
                case Request.Hello _ -> {}
                case Request.Command(int number, var envelope) -> {
                    ports.executor().take(envelope);
                    say(conversation, new Reply.Taken(number));
                }
                case Request.Sent(var command) -> ports.executor().sent(command);
                case Request.Ask(var connection) -> ports.executor().ask(connection);
                case Request.Retries(int most) -> ports.retries().accept(most);
            }
        }
    }

    private void greet(Conversation conversation, int version) throws IOException {
        say(conversation, new Reply.Hello(Frames.VERSION));
        if (version != Frames.VERSION) {
            conversation.flush();
            throw new Garbled("it speaks version " + version + " and this executor " + Frames.VERSION
                    + ": install both from one package and restart them");
        }
        greeted = true;
        said = ports.limits().get();
        say(conversation, new Reply.Limits(said));
        for (Receipt receipt : ports.unsent().get()) {
            say(conversation, new Reply.Answered(receipt));
        }
    }

    private void tell(Conversation conversation, List<Executor.Report> reports) throws IOException {
        if (greeted) {
            List<Blindspot> limits = ports.limits().get();
            if (!limits.equals(said)) {
                said = limits;
                say(conversation, new Reply.Limits(limits));
            }
            for (Executor.Report report : reports) {
                say(conversation, reply(report));
            }
        }
        conversation.flush();
    }

    private static Reply reply(Executor.Report report) {
        return switch (report) {
            case Executor.Report.Answered(var receipt) -> new Reply.Answered(receipt);
            case Executor.Report.SetAside(var kind, var why) -> new Reply.SetAside(kind, why);
            case Executor.Report.Heard(var connection, var answer) -> new Reply.Heard(connection, answer);
        };
    }

    private static void say(Conversation conversation, Reply reply) throws IOException {
        conversation.send(Frames.of(reply));
    }

    private void worked() {
        lastWork = ports.clock().running();
    }

    /// Ends when there was nothing to do for long enough.
    private void rest() throws IOException {
        if (idleAfter
                .filter(idle -> ports.clock().running().minus(lastWork).compareTo(idle) >= 0)
                .isEmpty()) {
            return;
        }
        over = true;
        serve(conversation -> {
            say(conversation, new Reply.Bye());
            conversation.flush();
        });
    }

    /// A day is as good as for ever.
    private Duration patience() {
        Duration idle = idleAfter
                .map(lastWork::plus)
                .map(end -> end.minus(ports.clock().running()).plusMillis(1))
                .orElse(Duration.ofDays(1));
        return ports.executor().patience().filter(p -> p.compareTo(idle) < 0).orElse(idle);
    }

    private void part() throws IOException {
        if (peer != null) {
            peer.close();
        }
        peer = null;
        greeted = false;
    }
}
