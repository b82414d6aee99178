package io.hangup.trials.kinds;

/// What is so, whoever can see it.
enum Truth {
    /// Somebody or something is served by it, or will be when they come back: it must never be called stuck.
    HEALTHY,
    /// It will not end by itself, and nobody is served by it.
    STUCK,
    /// Nobody on the server can know: a stopped client that is idle looks like any other. It must never be called
    /// stuck.
    UNKNOWABLE,
    /// It ended properly, and what it left behind is no connection.
    OVER
}
