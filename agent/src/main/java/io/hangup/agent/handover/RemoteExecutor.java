package io.hangup.agent.handover;

import io.hangup.agent.liveness.Answer;
import io.hangup.agent.loop.Executor;
import io.hangup.agent.loop.News;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// An executor in a process of its own. A command is handed over until the executor says that it has it, over as many
/// connections as it takes; never is one answered here, for only the ledger knows what was done. So that each gets its
/// answer none is lost here either: when many wait, the rest waits in Kafka.
public final class RemoteExecutor implements Executor {
    private final Line line;
    private final Supplier<Optional<String>> halt;

    private RemoteExecutor(Line line, Supplier<Optional<String>> halt) {
        this.line = line;
        this.halt = halt;
    }

    /// Connects once, so that the executor finishes what an earlier one left open.
    ///
    /// @param socket where the executor listens
    /// @param retries how many window probes without an answer end a connection of this host; for any thread
    /// @param halt why nothing may be ended here now, as the host's policy says; only to be shown
    /// @param wake told, by another thread, when there is something to be heard
    public static RemoteExecutor at(Path socket, IntSupplier retries, Supplier<Optional<String>> halt, Runnable wake) {
        return new RemoteExecutor(Line.open(socket, retries, wake), halt);
    }

    @Override
    public void take(Envelope command) {
        if (!Frames.fits(command)) {
            line.note(new Report.SetAside(News.Kind.UNREADABLE, "it, or what stands beside it, is too long"));
        } else if (!line.hand(command)) {
            line.note(new Report.SetAside(
                    News.Kind.UNREADABLE,
                    "the executor does not answer, and " + Line.MOST + " commands wait for it already"));
        }
    }

    @Override
    public boolean full() {
        return line.full();
    }

    @Override
    public void ask(SocketCookie connection) {
        Optional<String> why = line.fault()
                .or(() -> line.stated().stream()
                        .filter(b -> b.sense() == Blindspot.Sense.PROBE)
                        .map(Blindspot::why)
                        .findFirst());
        if (why.isPresent() || !line.say(new Request.Ask(connection))) {
            line.note(new Report.Heard(connection, new Answer.Left(why.orElse("too much waits to be said"))));
        }
    }

    @Override
    public void sent(CommandId command) {
        // Where it does not fit, the executor sends that answer once more.
        boolean _ = line.say(new Request.Sent(command));
    }

    @Override
    public List<Report> advance() {
        return line.heard();
    }

    /// The bus is woken when there is something.
    @Override
    public Optional<Duration> patience() {
        return Optional.empty();
    }

    @Override
    public List<Blindspot> limits() {
        List<Blindspot> limits = new ArrayList<>(line.stated());
        line.fault()
                .ifPresent(why -> limits.add(new Blindspot(
                        Blindspot.Sense.SIGNALS, "the executor does not answer, so nothing is carried out: " + why)));
        if (line.full()) {
            limits.add(new Blindspot(
                    Blindspot.Sense.SIGNALS,
                    Line.WAITING + " commands and more wait for the executor; those that come are left in Kafka"));
        }
        return Stream.concat(
                        limits.stream(), halt.get().map(why -> new Blindspot(Blindspot.Sense.SIGNALS, why)).stream())
                .toList();
    }

    @Override
    public void close() {
        line.close();
    }
}
