package io.hangup.protocol.finding;

import java.util.List;

/// One part of a rule's condition, with what it met.
///
/// @param text the part as written in the rule
/// @param held whether it was true
/// @param seen the facts it rests on, as they were
public record Clause(String text, boolean held, List<Seen> seen) {
    public Clause {
        seen = List.copyOf(seen);
    }

    /// One fact and its value, for people; `unknown` where the agent could not see it.
    public record Seen(String fact, String value) {}
}
