package io.hangup.controller.loop;

import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandView;

/// What becomes of an operator's wish.
public sealed interface Answer {
    /// The command is in the store; its receipt is still to come.
    record Accepted(CommandView command) implements Answer {}

    /// Nothing was sent: this would be, once it is approved.
    record Drafted(CommandDraft draft) implements Answer {}

    /// Nothing is known by that name.
    record NoSuchTarget(String target) implements Answer {}

    /// It is not done, whatever the budget.
    ///
    /// @param reason in two or three words
    record Refused(String reason, String why) implements Answer {}

    /// As many actions as allowed were taken.
    record Spent(String why) implements Answer {}

    /// Nothing was sent, and asking again may help.
    record NotNow(String why) implements Answer {}
}
