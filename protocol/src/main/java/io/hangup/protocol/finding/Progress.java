package io.hangup.protocol.finding;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.time.Instant;

/// What was done about a finding, and how far that has come. The moves: any of the first three may become `Commanded`;
/// `Commanded` becomes `Answered` or `Unanswered`; while the condition still holds, these become `Commanded` again, a
/// few times at most.
public sealed interface Progress {
    /// The rule only reports.
    record Reported() implements Progress {}

    /// In shadow: this is what would have been done.
    record Shadowed(Action action) implements Progress {}

    /// It may act, and something stops it for now.
    record HeldBack(Action action, String because) implements Progress {}

    /// A command is on its way.
    ///
    /// @param answerBy when it is given up and its outcome is unknown
    record Commanded(CommandId command, Action action, Instant at, Instant answerBy) implements Progress {}

    /// The host has answered.
    record Answered(Receipt receipt) implements Progress {}

    /// The host never answered: nobody knows whether the command was carried out.
    record Unanswered(CommandId command, Action action, Instant since) implements Progress {}
}
