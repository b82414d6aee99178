package io.hangup.controller.kind;

import io.hangup.protocol.session.PeerProbe.Answer;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpTimer;
import java.time.Duration;
import java.time.Instant;

/// What kernels and the silent probe make of peers that are there, or not.
final class Peers {
    /// Retransmits in a row by the time since the cut, as measured; the count goes on where tcp_retries2 was raised.
    private static final int[] CLIMB = {0, 3, 7, 12, 20, 36, 60, 100, 145, 250, 370, 490, 575, 700, 890, 1_010};

    private static final Duration ASKED_AFTER = Duration.ofMinutes(10);

    private Peers() {}

    /// The moment of the last of things that happen every so often since `began`.
    static Instant last(Instant began, Instant now, Duration every) {
        long passed = Math.max(0, Duration.between(began, now).toMillis());
        return began.plusMillis(passed - passed % every.toMillis());
    }

    /// The peer's kernel is there and quiet: it answers when it is asked, first after ten minutes, then every two
    /// hours.
    static Made answering(Made made, Instant quiet, Instant now) {
        if (Duration.between(quiet, now).compareTo(ASKED_AFTER) < 0) {
            return made;
        }
        Instant first = quiet.plus(ASKED_AFTER);
        Instant asked = last(first, now, Duration.ofHours(1));
        int count = 1 + (int) Duration.between(first, asked).dividedBy(Duration.ofHours(1));
        return made.heard(asked).probe(Answer.ANSWERED, first, asked, count);
    }

    /// The peer is gone and nothing is in flight: four rounds without an answer, then the kernel must be left alone.
    static Made unanswering(Made made, Instant heard, Instant now) {
        Instant first = heard.plus(ASKED_AFTER);
        int[] rounds = {0, 2, 10, 32};
        int count = 0;
        while (count < rounds.length
                && !first.plus(Duration.ofMinutes(rounds[count])).isAfter(now)) {
            count++;
        }
        return count == 0
                ? made
                : made.probe(Answer.UNANSWERED, first, first.plus(Duration.ofMinutes(rounds[count - 1])), count);
    }

    /// The path was cut while data was in flight.
    static TcpHealth cut(Instant cut, Instant now) {
        long passed = Duration.between(cut, now).toSeconds();
        int tries = 0;
        while (tries + 1 < CLIMB.length && CLIMB[tries + 1] <= passed) {
            tries++;
        }
        return Made.tcp(TcpTimer.RETRANSMIT, tries, 0, 4_000, 65_536, cut, cut, now.minusSeconds(1));
    }

    /// The window is closed and its owner lives: it answers each window probe, at least every two minutes.
    static TcpHealth closed(Instant since, Instant now) {
        Instant heard = last(since, now, Duration.ofMinutes(2));
        return Made.tcp(TcpTimer.PERSIST, 0, 0, 300_000, 0, heard, since, heard);
    }

    /// The window is closed and its owner is gone: one more probe without an answer every two minutes.
    static TcpHealth closedForGood(Instant cut, Instant now) {
        int probes = (int) Math.min(15, Duration.between(cut, now).toMinutes() / 2);
        return Made.tcp(TcpTimer.PERSIST, 0, probes, 300_000, 0, cut, cut, now.minusSeconds(9));
    }
}
