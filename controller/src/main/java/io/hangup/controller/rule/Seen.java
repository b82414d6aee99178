package io.hangup.controller.rule;

/// What looking for one fact gave.
sealed interface Seen {
    /// @param value a `String`, `Long`, `Boolean`, `Duration` or `Map<String, String>`, as CEL takes them
    record Value(Object value) implements Seen {}

    /// There is no such thing here, and that is certain: a session without a terminal has no idle time. A clause that
    /// needs it does not hold.
    record Absent(String why) implements Seen {}

    /// It may be there, and the agent can't see it. A clause that needs it is unknown.
    record Unseen(String why) implements Seen {}
}
