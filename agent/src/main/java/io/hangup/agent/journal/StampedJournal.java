package io.hangup.agent.journal;

import io.hangup.agent.executor.Journal;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.BootId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A ledger that can't be put back to an older state without being noticed: what it has taken is noted under `/run` as
/// well, and while the two do not agree no command is carried out.
///
/// What it can't notice: a whole machine that is put back, memory and all. There the boot is the same and the note as
/// old as the ledger; that a command is valid for a minute of the host's clock is all that is left.
public final class StampedJournal implements Journal {
    private final Journal ledger;
    private final @Nullable RunStamp stamp;
    private final @Nullable String fault;

    private StampedJournal(Journal ledger, @Nullable RunStamp stamp, @Nullable String fault) {
        this.ledger = ledger;
        this.stamp = stamp;
        this.fault = fault;
    }

    /// @param folder of the note
    /// @param again how this process is started again, as words for an operator
    public static StampedJournal over(Journal ledger, Path folder, BootId boot, Instant now, String again) {
        try {
            RunStamp stamp = RunStamp.open(folder, boot);
            return new StampedJournal(
                    ledger, stamp, lost(ledger, stamp, now, again).orElse(null));
        } catch (IOException e) {
            return new StampedJournal(
                    ledger,
                    null,
                    "what the ledger must hold can't be noted in " + folder + " (" + e
                            + "), so no command is carried out; see runDir");
        }
    }

    /// What the ledger lacks.
    private static Optional<String> lost(Journal ledger, RunStamp stamp, Instant now, String again) {
        if (ledger.fault().isPresent()) {
            return Optional.empty();
        }
        Set<CommandId> open = new HashSet<>();
        ledger.open().forEach(intent -> open.add(intent.command().id()));
        Optional<String> command = stamp.since(now.minus(RunStamp.MEMORY)).stream()
                .filter(id -> !open.contains(id) && ledger.answered(id).isEmpty())
                .findFirst()
                .map(id -> "command " + id);
        return command.or(
                        () -> Optional.of("epoch " + stamp.epoch()).filter(_ -> stamp.epoch() > ledger.highestEpoch()))
                .map(what -> "the ledger does not know " + what + " of this boot: it was lost or put back to an older"
                        + " state, so no command is carried out; if you did that, remove " + stamp
                        + " and " + again);
    }

    @Override
    public Optional<String> fault() {
        return ledger.fault().or(() -> Optional.ofNullable(fault));
    }

    @Override
    public long highestEpoch() {
        return stamp == null ? ledger.highestEpoch() : Math.max(stamp.epoch(), ledger.highestEpoch());
    }

    @Override
    public Optional<Receipt> answered(CommandId command) {
        return ledger.answered(command);
    }

    @Override
    public Spending spending() {
        return ledger.spending();
    }

    @Override
    public void keepTime() {
        ledger.keepTime();
    }

    /// Not noted: where it is lost nothing was done, and the command may be asked again.
    @Override
    public Optional<String> prepare(Command command) {
        return fault().or(() -> ledger.prepare(command));
    }

    @Override
    public List<Command> prepared() {
        return ledger.prepared();
    }

    @Override
    public Optional<String> intend(Command command, Receipt draft) {
        return fault().or(() -> ledger.intend(command, draft))
                .or(() -> note(command.id(), command.epoch(), draft.at()));
    }

    /// A ledger that was put back takes nothing: what it is told now would hide what it lacks.
    @Override
    public Optional<String> settle(Receipt receipt, long epoch) {
        return Optional.ofNullable(fault)
                .or(() -> ledger.settle(receipt, epoch))
                .or(() -> note(receipt.command(), epoch, receipt.at()));
    }

    /// After the ledger has it: were it the other way round, a crash between the two would look like a loss.
    private Optional<String> note(CommandId command, long epoch, Instant at) {
        if (stamp == null) {
            return Optional.empty();
        }
        try {
            stamp.note(command, epoch, at);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("what the ledger must hold can't be noted in " + stamp + " (" + e + ")");
        }
    }

    @Override
    public void sent(CommandId command) {
        ledger.sent(command);
    }

    @Override
    public List<Receipt> unsent() {
        return ledger.unsent();
    }

    @Override
    public List<Open> open() {
        return ledger.open();
    }
}
