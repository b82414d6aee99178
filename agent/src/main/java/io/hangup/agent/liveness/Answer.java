package io.hangup.agent.liveness;

import io.hangup.protocol.session.PeerProbe;

/// How one question ended.
public sealed interface Answer {
    /// The peer's kernel was asked, or could not be.
    ///
    /// @param probe what is known of the peer now
    /// @param why in words for an operator
    record Told(PeerProbe probe, String why) implements Answer {}

    /// It was left alone, and nothing new is known.
    record Left(String why) implements Answer {}
}
