package io.hangup.agent.liveness;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.SocketCookie;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What whoever asks remembers of earlier answers, to tell how often the same came in a row. It may forget: then it
/// counts from one.
final class Recollection {
    /// The most peers that are remembered; the longest unasked is forgotten first.
    static final int MOST = 1_024;

    private final Map<SocketCookie, PeerProbe> last = new LinkedHashMap<>();

    /// @param connection as it was when it was asked
    PeerProbe told(Connection connection, PeerProbe.Answer answer, Instant asked) {
        PeerProbe before = last.remove(connection.cookie());
        PeerProbe now = before == null || broken(before, connection)
                ? new PeerProbe(answer, asked, asked, 1)
                : next(before, answer, asked);
        last.put(connection.cookie(), now);
        if (last.size() > MOST) {
            last.remove(last.keySet().iterator().next());
        }
        return now;
    }

    static PeerProbe next(PeerProbe before, PeerProbe.Answer answer, Instant asked) {
        return before.answer() == answer && !asked.isBefore(before.asked())
                ? new PeerProbe(answer, before.since(), asked, before.count() + 1)
                : new PeerProbe(answer, asked, asked, 1);
    }

    /// Silence is over when the peer was heard since, whoever asked.
    static boolean broken(PeerProbe probe, Connection connection) {
        return probe.answer() == PeerProbe.Answer.UNANSWERED
                && connection.tcp().lastHeard().isAfter(probe.asked().plus(Acquaintance.BLUR));
    }
}
