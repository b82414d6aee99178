package io.hangup.controller.rule;

/// What a condition comes to.
enum Truth {
    HOLDS,
    FAILS,
    /// A fact that it needs can't be seen.
    UNKNOWN
}
