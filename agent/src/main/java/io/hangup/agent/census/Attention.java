package io.hangup.agent.census;

/// How closely a look attends to the processes of one connection. Its socket and terminals are read in any case.
public enum Attention {
    /// Not at all: nothing moved on the wire.
    REST,
    /// The serving process, its children, their foreground processes: something moved.
    GLANCE,
    /// Everything, down to the processes below a session's leader.
    READ
}
