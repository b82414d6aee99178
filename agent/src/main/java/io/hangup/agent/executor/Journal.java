package io.hangup.agent.executor;

import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.util.List;
import java.util.Optional;

/// The agent's durable ledger of commands: what makes a duplicate harmless and a restart honest. What it has
/// taken is on the disk when it returns.
public interface Journal {
    /// Why nothing may be carried out: the ledger can't be read or written. Empty when all is well.
    Optional<String> fault();

    /// The highest epoch of any command taken so far; 0 before the first.
    long highestEpoch();

    /// The answer given to this command before.
    Optional<Receipt> answered(CommandId command);

    /// What was begun here before, whatever came of it: a restart does not forget it.
    Spending spending();

    /// Lets the clock of [#spending] go on: notes now and then how far it has come. Cheap, and may be called often.
    void keepTime();

    /// Takes a command whose preparation takes a while, before it begins; says why when that failed. Nothing of it is
    /// done before its intent is taken.
    Optional<String> prepare(Command command);

    /// Commands that were prepared by an earlier agent and neither begun nor answered.
    List<Command> prepared();

    /// Takes the intent to carry a command out, and counts it as spent; says why when that failed, and then nothing may
    /// be done.
    ///
    /// @param draft the receipt if nothing more were ever known: its outcome is unknown, its `leftBehind` are all
    ///     processes of the login before the first signal
    Optional<String> intend(Command command, Receipt draft);

    /// Takes an answer; says why when that failed.
    ///
    /// @param epoch of the command
    Optional<String> settle(Receipt receipt, long epoch);

    /// Takes note that an answer is safe in Kafka. It may be forgotten by a crash: then the answer is sent twice.
    void sent(CommandId command);

    /// Answers that are not known to be safe in Kafka, the oldest first.
    List<Receipt> unsent();

    /// Intents without an answer: an earlier agent ended while it carried them out.
    List<Open> open();

    /// One intent without an answer.
    record Open(Command command, Receipt draft) {}
}
