package io.hangup.agent.liveness;

import io.hangup.protocol.session.TcpState;
import java.time.Duration;

/// Whether a peer may be asked now, and how often. Every question without an answer counts in the kernel until the peer
/// is heard again, also for the kernel's own keepalive and window probes, which end a connection at a limit. So some of
/// them are always left to the kernel: our questions alone never bring a connection to its end.
sealed interface Allowance {
    /// Questions that are left to the kernel's own keepalive.
    int LEFT_TO_KEEPALIVE = 3;

    /// Questions that are left to the kernel's window probes.
    int LEFT_TO_WINDOW_PROBES = 2;

    /// So many in a row without an answer make a silence.
    int SILENCE = 3;

    /// Less silence than this and the kernel would not ask.
    Duration QUIET = Duration.ofSeconds(2);

    /// The kernel's own questions are left alone when they are this near, or a tenth of its silence.
    Duration NEAR = Duration.ofMinutes(2);

    /// @param questions to ask before silence is an answer
    record Ask(int questions) implements Allowance {}

    /// It was heard or sent to a moment ago; try again soon.
    record Soon(String why) implements Allowance {}

    /// It can't be asked, and what it answered before is worth nothing now.
    record Undecided(String why) implements Allowance {}

    /// It is left alone, and what it answered before stays as it was.
    record Leave(String why) implements Allowance {}

    static Allowance of(Keepalive options, PeerReading reading, int retries) {
        if (reading.state() != TcpState.ESTABLISHED) {
            return new Leave("the connection is closing already (" + reading.state() + ")");
        }
        if (options.userTimeoutMillis() != 0) {
            return new Undecided("somebody set TCP_USER_TIMEOUT on its socket, so that asking could end it");
        }
        if (!options.restorable()) {
            return new Undecided(
                    "its keepalive times can't be set back once changed: " + options.idleSeconds() + " s and "
                            + options.intervalSeconds() + " s, and a socket takes 1 to " + Keepalive.LONGEST + " s");
        }
        if (reading.inFlight()) {
            return new Soon("data is in flight: see its retransmits instead");
        }
        if (reading.silence().compareTo(QUIET) < 0) {
            return new Soon("it was heard a moment ago");
        }
        return within(options, reading, retries);
    }

    private static Allowance within(Keepalive options, PeerReading reading, int retries) {
        Duration idle = Duration.ofSeconds(options.idleSeconds());
        Duration near = NEAR.compareTo(idle.dividedBy(10)) < 0 ? NEAR : idle.dividedBy(10);
        if (options.on() && idle.minus(reading.silence()).compareTo(near) < 0) {
            return new Leave("the kernel's own keepalive is asking, or about to: see its probes");
        }
        int questions = reading.probes() >= SILENCE ? 1 : SILENCE;
        int most = Math.min(
                options.on() ? options.count() - LEFT_TO_KEEPALIVE : Integer.MAX_VALUE,
                retries - LEFT_TO_WINDOW_PROBES);
        return reading.probes() + questions > most
                ? new Leave(reading.probes()
                        + " questions are without an answer, and with more the kernel's own limits (" + options.count()
                        + " keepalives, " + retries + " window probes) could end the connection")
                : new Ask(questions);
    }
}
