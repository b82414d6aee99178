package io.hangup.controller.loop;

import io.hangup.protocol.command.Action;

/// Counts what was done.
@FunctionalInterface
public interface Tally {
    /// @param outcome a word from a fixed list: `sent`, what a receipt says, or `unanswered`
    void command(Action action, String outcome);
}
