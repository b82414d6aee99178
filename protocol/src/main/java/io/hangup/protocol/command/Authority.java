package io.hangup.protocol.command;

import java.util.Set;

/// On whose word a command is carried out, as proved by signatures. It never travels: a host makes it of what it has
/// verified itself.
public sealed interface Authority {
    /// The controller's alone.
    record Automatic() implements Authority {}

    /// The controller's and these operators'.
    ///
    /// @param by ids of 1 to [Approval#MOST] different keys, all of which are trusted here
    record Approved(Set<String> by) implements Authority {
        public Approved {
            by = Set.copyOf(by);
            if (by.isEmpty() || by.size() > Approval.MOST) {
                throw new IllegalArgumentException("a command has 1 to " + Approval.MOST + " approvers");
            }
        }
    }
}
