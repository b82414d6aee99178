package io.hangup.controller.loop;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandView;
import java.util.Optional;

/// What becomes of an operator's wish.
public sealed interface Answer {
    /// Why nothing was done, as the audit says it; empty when something was.
    default Optional<Entry.Reply.Refused> refusal() {
        return switch (this) {
            case Accepted _, Drafted _ -> Optional.empty();
            case NoSuchTarget _ ->
                Optional.of(new Entry.Reply.Refused("no such target", "nothing is known by this id"));
            case Refused(var reason, var why) -> Optional.of(new Entry.Reply.Refused(reason, why));
            case Spent(var why) -> Optional.of(new Entry.Reply.Refused("budget spent", why));
            case NotNow(var why) -> Optional.of(new Entry.Reply.Refused("not now", why));
        };
    }

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
