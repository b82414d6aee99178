package io.hangup.agent.census;

/// How closely a look attends to the processes and terminals of one connection. Its socket is read in any case.
public enum Attention {
    /// Not at all: nothing moved on the wire.
    REST,
    /// The serving process, its children, their foreground processes: something moved.
    GLANCE,
    /// Everything, down to the processes below a session's leader.
    READ
}
