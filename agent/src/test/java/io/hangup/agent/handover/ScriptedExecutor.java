package io.hangup.agent.handover;

import io.hangup.agent.loop.Executor;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.wire.Envelope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// Does what a test says.
final class ScriptedExecutor implements Executor {
    final List<Envelope> taken = new CopyOnWriteArrayList<>();
    final List<CommandId> sent = new CopyOnWriteArrayList<>();
    final List<Report> reports = new ArrayList<>();
    volatile int retries;
    volatile Consumer<Envelope> onTake = _ -> {};
    volatile Consumer<SocketCookie> onAsk = _ -> {};

    @Override
    public void take(Envelope command) {
        taken.add(command);
        onTake.accept(command);
    }

    @Override
    public boolean full() {
        return false;
    }

    @Override
    public void ask(SocketCookie connection) {
        onAsk.accept(connection);
    }

    @Override
    public void sent(CommandId command) {
        sent.add(command);
    }

    @Override
    public List<Report> advance() {
        List<Report> all = List.copyOf(reports);
        reports.clear();
        return all;
    }

    @Override
    public Optional<Duration> patience() {
        return Optional.empty();
    }

    @Override
    public List<Blindspot> limits() {
        return List.of();
    }

    @Override
    public void close() {}
}
