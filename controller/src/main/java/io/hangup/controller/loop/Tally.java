package io.hangup.controller.loop;

import io.hangup.protocol.command.Action;

/// Counts what was done.
@FunctionalInterface
public interface Tally {
    /// @param outcome a word from a fixed list: `sent`, or what a receipt says
    void command(Action action, String outcome);
}
