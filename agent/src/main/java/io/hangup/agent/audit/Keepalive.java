package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control.Effect;

/// How this kernel probes a quiet TCP connection, tcp(7), in seconds.
///
/// @param time until the first probe
/// @param interval between two
/// @param probes unanswered, then the connection is dropped
public record Keepalive(long time, long interval, int probes) {
    /// What PCI DSS 8.2.8 allows a session to be idle; later is late here.
    static final long LATE = 900;

    long gone() {
        return time + interval * probes;
    }

    Judgement judge(Effective sshd) {
        String set = sshd.value("tcpkeepalive").orElse("");
        String kernel = "tcp_keepalive_time " + time + ", _intvl " + interval + ", _probes " + probes;
        if (set.equals("no")) {
            return Judgement.of(
                    "TCPKeepAlive",
                    set,
                    Effect.NONE,
                    "Off: the kernel never asks whether the peer is there; a dead peer is noticed only when data is"
                            + " sent to it.");
        }
        if (!set.equals("yes")) {
            return Judgement.of("TCPKeepAlive", set, Effect.UNKNOWN, "This server does not say whether it is on.");
        }
        return Judgement.of(
                "TCPKeepAlive",
                "yes (" + kernel + ")",
                gone() <= LATE ? Effect.WORKS : Effect.PARTLY,
                "A peer that is gone is dropped " + Texts.span(gone()) + " after its last byte: first probe after "
                        + Texts.span(time) + ". Never ends an idle session whose peer's kernel answers, nor a frozen"
                        + " client.");
    }
}
