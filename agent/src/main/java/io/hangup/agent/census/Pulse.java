package io.hangup.agent.census;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Recognises keepalives by regularity alone: small questions and answers of constant size, one segment each
/// way, not more often than looks, in a constant rhythm. The size itself tells nothing: it differs per cipher,
/// and the answer to `ClientAliveInterval`'s question is as long as a keystroke.
///
/// | rhythm so far | the exchange counts as |
/// |---|---|
/// | fewer than [#PROOF] equal exchanges | payload |
/// | [#PROOF] or more | keepalive, and so do those it began with |
/// | broken by anything else | payload, and a new rhythm may begin |
final class Pulse {
    /// Exchanges in a row before they are believed to be keepalives.
    static final int PROOF = 5;

    /// A question or its answer with every cipher and MAC of OpenSSH 10 is shorter.
    private static final long LARGEST = 160;

    /// `ssh` and `sshd` reckon their alive intervals in whole seconds.
    private static final Duration ROUNDING = Duration.ofMillis(1_100);

    private @Nullable SocketFact before;
    private Instant payload = Instant.MIN;
    private Instant payloadBeforeRun = Instant.MIN;
    private Instant beat = Instant.MIN;
    private @Nullable Duration period;
    private long question;
    private long answer;
    private int run;

    /// @return when payload last moved, as far as regularity tells
    Instant look(SocketFact socket, Instant at) {
        SocketFact earlier = before;
        if (earlier == null) {
            before = socket;
            payload = at;
            return payload;
        }
        long in = socket.bytesReceived() - earlier.bytesReceived();
        long out = socket.given() - earlier.given();
        if (in == 0 && out == 0) {
            return payload;
        }
        before = socket;
        // Several between two looks may be somebody who types.
        boolean exchange = socket.dataSegmentsIn() - earlier.dataSegmentsIn() == 1
                && socket.dataSegmentsOut() - earlier.dataSegmentsOut() == 1
                && Math.max(in, out) <= LARGEST
                && Math.min(in, out) > 0;
        if (exchange) {
            take(in, out, socket, at);
        } else {
            run = 0;
            payload = at;
        }
        return payload;
    }

    private void take(long in, long out, SocketFact socket, Instant at) {
        Instant now = at.minusMillis(Math.min(socket.dataReceivedMillis(), socket.dataSentMillis()));
        Duration gap = Duration.between(beat, now);
        beat = now;
        if (run > 0 && in == question && out == answer && (period == null || near(gap, period))) {
            period = period == null ? gap : period;
            run = Math.min(run + 1, PROOF);
        } else {
            payloadBeforeRun = payload;
            question = in;
            answer = out;
            period = null;
            run = 1;
        }
        payload = run >= PROOF ? payloadBeforeRun : at;
    }

    private static boolean near(Duration gap, Duration period) {
        return gap.minus(period).abs().compareTo(ROUNDING) <= 0;
    }
}
