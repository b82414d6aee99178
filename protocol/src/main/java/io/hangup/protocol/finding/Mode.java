package io.hangup.protocol.finding;

/// Whether a rule may act.
public enum Mode {
    /// It only says what it would have done. Every rule starts so.
    SHADOW,
    ENFORCE
}
