package io.hangup.agent.executor;

import io.hangup.agent.enforce.Crew;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Hand.Severed;
import io.hangup.agent.enforce.Rung;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes hold of those whom a rung is for, as they are when it is their turn. The server is held from the first look
/// on; all others are held anew each time, and only for the signal.
final class Reach implements AutoCloseable {
    private final Connection connection;
    private final Optional<SshSession> session;
    private final Grip server;
    private final Hand hand;
    private final Crew crew;
    private Optional<String> unsevered = Optional.empty();

    Reach(Decision.Permit permit, Grip server, Hand hand, Crew crew) {
        this.connection = permit.connection();
        this.session = permit.session();
        this.server = server;
        this.hand = hand;
        this.crew = crew;
    }

    /// What came of one signal.
    ///
    /// @param failed why it was not sent; empty when it was
    record Sent(HostProcess process, Optional<String> failed) {}

    boolean serverExited() {
        return server.exited();
    }

    /// Whether this is the server that is held.
    boolean holds(HostProcess process) {
        return server.process().stamp().equals(process.stamp());
    }

    /// Signals whom a rung is for, or destroys the socket; empty when that is nobody now, or could not be done.
    List<Sent> send(Rung rung) {
        return switch (rung.whom()) {
            case SERVER -> server.exited() ? List.of() : List.of(signal(server, rung));
            case COMMANDS ->
                crew.leaders().stream()
                        .flatMap(leader -> commands(leader, rung).stream())
                        .toList();
            case LEADER -> session.map(s -> leader(s.leader(), rung)).orElse(List.of());
            case MONITOR -> connection.monitor().map(m -> monitor(m, rung)).orElse(List.of());
            case SOCKET -> sever();
        };
    }

    /// Why the connection's socket was not destroyed when it was its turn; empty otherwise.
    Optional<String> unsevered() {
        return unsevered;
    }

    private List<Sent> sever() {
        return switch (hand.sever(connection)) {
            case Severed.Done() -> List.of(new Sent(serving(), Optional.empty()));
            case Severed.Absent() -> List.of();
            case Severed.Failed(String why) -> {
                unsevered = Optional.of(why);
                yield List.of();
            }
        };
    }

    private HostProcess serving() {
        return server.exited() ? connection.monitor().orElse(server.process()) : server.process();
    }

    private List<Sent> commands(HostProcess leader, Rung rung) {
        List<Grip> found = hand.group(leader);
        try {
            List<Sent> sent = new ArrayList<>();
            crew.of(leader, found).forEach(grip -> sent.add(signal(grip, rung)));
            return sent;
        } finally {
            found.forEach(Grip::close);
        }
    }

    private List<Sent> leader(HostProcess leader, Rung rung) {
        if (!(hand.grip(leader.pid()) instanceof Gripped.Held(Grip grip))) {
            return List.of();
        }
        try (grip) {
            return crew.leads(leader, grip) ? List.of(signal(grip, rung)) : List.of();
        }
    }

    /// Before its child has ended a monitor is let be.
    private List<Sent> monitor(HostProcess monitor, Rung rung) {
        boolean itself = server.process().stamp().equals(monitor.stamp());
        if (!itself && !server.exited()) {
            return List.of();
        }
        if (!(hand.grip(monitor.pid()) instanceof Gripped.Held(Grip grip))) {
            return List.of();
        }
        try (grip) {
            boolean stopped = grip.process().stamp().equals(monitor.stamp())
                    && grip.process().state() == ProcessState.STOPPED;
            return stopped ? List.of(signal(grip, rung)) : List.of();
        }
    }

    private static Sent signal(Grip grip, Rung rung) {
        return new Sent(grip.process(), grip.send(rung.signal().orElseThrow()));
    }

    @Override
    public void close() {
        server.close();
    }
}
