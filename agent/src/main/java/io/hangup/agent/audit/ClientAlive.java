package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control.Effect;
import java.util.Optional;
import java.util.OptionalLong;

/// `ClientAliveInterval` and `ClientAliveCountMax`: messages inside the encryption that a client must answer.
///
/// Measured with a stopped client: `I` times `C+1` on 10.0; twice that on 9.2, whose loop waits two intervals for each
/// message. A count of 0 closes nothing on both.
final class ClientAlive {
    private static final String NAME = "ClientAliveInterval";
    private static final String IDLE = " Never ends an idle session whose client answers.";

    private ClientAlive() {}

    static Judgement judge(Effective sshd, Optional<Release> release) {
        OptionalLong interval = sshd.number("clientaliveinterval");
        OptionalLong count = sshd.number("clientalivecountmax");
        if (interval.isEmpty() || count.isEmpty()) {
            return Judgement.of(NAME, "", Effect.UNKNOWN, "This server does not say how it is set.");
        }
        String value = interval.getAsLong() + " (ClientAliveCountMax " + count.getAsLong() + ")";
        if (interval.getAsLong() == 0) {
            return Judgement.of(
                    NAME, value, Effect.NONE, "Off: sshd asks no client, so it ends no session, not even a dead one.");
        }
        if (count.getAsLong() == 0) {
            return zero(value, interval.getAsLong(), release);
        }
        return Judgement.of(
                NAME,
                value,
                Effect.PARTLY,
                "A client that stopped answering is dropped " + after(interval.getAsLong(), count.getAsLong(), release)
                        + " after its last message, not after " + Texts.span(interval.getAsLong() * count.getAsLong())
                        + "." + IDLE);
    }

    private static Judgement zero(String value, long interval, Optional<Release> release) {
        return release.map(r -> r.since(8, 2)
                        ? Judgement.of(
                                NAME,
                                value,
                                Effect.NONE,
                                "Since 8.2 a count of 0 ends nothing: neither idle sessions nor dead clients. Before,"
                                        + " it ended every session that was quiet for the interval.")
                        : Judgement.of(
                                NAME,
                                value,
                                Effect.WORKS,
                                "Before 8.2 a count of 0 ends every session from which nothing came for "
                                        + Texts.span(interval) + ". An upgrade to 8.2 or later turns it off."))
                .orElseGet(() -> Judgement.of(
                        NAME,
                        value,
                        Effect.UNKNOWN,
                        "A count of 0 ends quiet sessions before 8.2 and nothing since; which release this is could"
                                + " not be read."));
    }

    private static String after(long interval, long count, Optional<Release> release) {
        long least = interval * (count + 1);
        return release.map(r -> r.is(9, 2)
                        ? Texts.span(2 * least)
                        : r.since(10, 0) ? Texts.span(least) : Texts.span(least) + " to " + Texts.span(2 * least))
                .orElse(Texts.span(least) + " to " + Texts.span(2 * least));
    }
}
