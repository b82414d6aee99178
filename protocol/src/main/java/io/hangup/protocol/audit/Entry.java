package io.hangup.protocol.audit;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import java.util.List;
import java.util.Optional;

/// One thing that was decided or came to be known, as the audit keeps it. Text in it can be an agent's or an
/// operator's.
public sealed interface Entry {
    /// A finding was made or changed and nothing was sent: also a decision to do nothing, and why.
    ///
    /// @param story in a few words
    record Judged(Finding finding, Stage stage, String story) implements Entry {}

    /// Where in its life a finding is.
    enum Stage {
        FOUND,
        CHANGED,
        CLOSED,
        /// It was over for long enough and leaves the feed.
        FORGOTTEN
    }

    /// A command was sent.
    ///
    /// @param approvedBy ids of the operators' keys that signed it
    /// @param finding that it is for; empty for a question to a peer
    record Ordered(Command command, List<String> approvedBy, Optional<Finding> finding) implements Entry {
        public Ordered {
            approvedBy = List.copyOf(approvedBy);
        }
    }

    /// A host answered a command for the first time.
    ///
    /// @param command that it answers; empty when that is no longer known
    /// @param finding as it stands after the answer
    record Answered(Receipt receipt, Optional<Command> command, Optional<Finding> finding) implements Entry {}

    /// A command was given up: nobody knows what became of it.
    record Unanswered(CommandId command, Action action, Finding finding) implements Entry {}

    /// An operator asked for something.
    ///
    /// @param target as it was named
    record Asked(String who, Action action, String target, String reason, Reply reply) implements Entry {}

    /// What an operator was told.
    sealed interface Reply {
        record Sent(CommandId command) implements Reply {}

        /// @param reason in two or three words
        record Refused(String reason, String why) implements Reply {}
    }
}
