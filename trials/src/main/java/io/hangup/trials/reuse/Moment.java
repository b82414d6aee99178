package io.hangup.trials.reuse;

/// When the pid changes hands.
enum Moment {
    /// Between the decision and its command's arrival: the agent holds the innocent.
    BEFORE_THE_HOLD,
    /// When the target is held and everything was read again, right before the signal.
    BEFORE_THE_SIGNAL,
    /// At some moment while the command is carried out.
    MEANWHILE,
    /// Never: the target must end, or the hand would prove nothing by sparing everybody.
    NEVER
}
