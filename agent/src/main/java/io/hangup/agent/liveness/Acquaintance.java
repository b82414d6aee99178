package io.hangup.agent.liveness;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.PeerProbe.Answer;
import io.hangup.protocol.session.TcpHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is remembered of one connection's peer, and when to ask it next. Peers that answer are asked ever more seldom,
/// and in rounds that all of them share, so that a host full of idle sessions has something to tell once a round and
/// not all the time.
final class Acquaintance {
    /// How long after a question its answer may have come.
    static final Duration BLUR = Duration.ofSeconds(5);

    private final ProbePolicy policy;
    private @Nullable PeerProbe last;
    private @Nullable Connection bare;
    private @Nullable Connection shown;
    private Instant dataUntil = Instant.EPOCH;
    private Duration pause;
    private @Nullable Duration next;

    Acquaintance(ProbePolicy policy) {
        this.policy = policy;
        pause = policy.after();
    }

    /// The connection with what may still be said of its peer. Silence is over when the peer was heard since, whoever
    /// asked.
    ///
    /// @return the same object as at the look before when nothing changed: whoever compares looks has less to do
    Connection said(Connection connection) {
        Connection before = shown;
        return before != null
                        && Objects.equals(connection, bare)
                        && before.probe().filter(probe -> probe.equals(last)).isPresent()
                ? before
                : saidAnew(connection);
    }

    private Connection saidAnew(Connection connection) {
        if (last != null && Recollection.broken(last, connection)) {
            last = null;
            rest();
        }
        if (last == null) {
            bare = null;
            shown = null;
            return connection;
        }
        Connection now = connection.probed(Optional.of(last));
        bare = connection;
        shown = now;
        return now;
    }

    /// Whether its peer should be asked at this look.
    ///
    /// @param quiet whoever was heard since is there
    boolean due(Connection connection, Instant quiet, Duration running) {
        TcpHealth tcp = connection.tcp();
        if (tcp.lastDataReceived().isAfter(dataUntil)) {
            dataUntil = tcp.lastDataReceived().plus(BLUR);
            if (last == null || last.answer() != Answer.UNANSWERED) {
                rest();
            }
        }
        if (tcp.lastHeard().isAfter(quiet)) {
            return false;
        }
        if (next == null) {
            next = roundAfter(running, policy.after().dividedBy(2));
        }
        return running.compareTo(next) >= 0;
    }

    /// Takes an answer.
    PeerProbe told(Answer answer, Instant asked, Duration running) {
        PeerProbe before = last;
        PeerProbe now =
                before == null ? new PeerProbe(answer, asked, asked, 1) : Recollection.next(before, answer, asked);
        last = now;
        switch (answer) {
            case ANSWERED -> {
                next = roundAfter(running.plus(pause.dividedBy(2)), pause);
                Duration twice = pause.multipliedBy(2);
                pause = twice.compareTo(policy.seldom()) < 0 ? twice : policy.seldom();
            }
            case UNANSWERED -> {
                pause = policy.after();
                next = running.plus(policy.againAfter(now.count()));
            }
            case RESET, UNDECIDED, UNKNOWN -> left(running);
        }
        return now;
    }

    /// It was left alone: not before a while.
    void left(Duration running) {
        next = running.plus(policy.after());
    }

    private void rest() {
        pause = policy.after();
        next = null;
    }

    /// The first common round that is not before `running`.
    private static Duration roundAfter(Duration running, Duration length) {
        return length.multipliedBy(running.plus(length).minusNanos(1).dividedBy(length));
    }
}
