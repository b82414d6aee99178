package io.hangup.agent.journal;

import io.hangup.agent.executor.Journal;
import io.hangup.agent.journal.Line.Kind;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The ledger in one file that only grows, and is written anew without what is old when an agent starts or it has grown
/// long. Without a ledger there is no kill: while it can't be read or written, every command is refused.
public final class FileJournal implements Journal, AutoCloseable {
    /// How long an answer is remembered. A command is valid for a minute.
    static final Duration MEMORY = Duration.ofDays(7);

    /// The most answers that are remembered when the file is written anew.
    static final int MOST = 1_000;

    /// Lines after which it is written anew.
    static final int LONG = 5_000;

    /// Between two notes of how far the clock of budgets has come.
    static final Duration NOTED = Duration.ofHours(1);

    private final LedgerFile file;
    private final Uptime uptime;
    private final @Nullable String unreadable;
    private Contents contents;
    private @Nullable String unwritable;
    private int lines;

    private FileJournal(LedgerFile file, Uptime uptime, Contents contents, @Nullable String unreadable) {
        this.file = file;
        this.uptime = uptime;
        this.contents = contents;
        this.unreadable = unreadable;
    }

    /// Opens the ledger in `folder`, creating both when they are not there.
    ///
    /// @throws IOException when the folder can't be used at all or another agent uses it
    public static FileJournal open(Path folder, Instant now, Uptime uptime) throws IOException {
        LedgerFile file = LedgerFile.lock(folder);
        try {
            var contents = new Contents();
            Optional<String> problem = file.read(contents);
            var journal = new FileJournal(file, uptime, contents, problem.orElse(null));
            if (problem.isEmpty()) {
                journal.renew(now);
            }
            return journal;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Optional<String> fault() {
        return Optional.ofNullable(unreadable)
                .or(() -> Optional.ofNullable(unwritable).flatMap(_ -> retry()));
    }

    @Override
    public long highestEpoch() {
        return contents.highestEpoch();
    }

    @Override
    public Optional<Receipt> answered(CommandId command) {
        return contents.answered(command);
    }

    @Override
    public Optional<String> prepare(Command command) {
        return fault().or(() -> write(true, Line.of(Kind.PREPARED, Contents.json(command))));
    }

    @Override
    public List<Command> prepared() {
        return contents.prepared();
    }

    @Override
    public Optional<String> intend(Command command, Receipt draft) {
        // What is spent stands first: a crash in between costs one of the budget, never one too many.
        return fault().or(() -> write(
                true,
                contents.spends().note(uptime),
                contents.spends().spend(command.action(), uptime),
                Line.of(Kind.INTENT, Contents.json(command), Contents.json(draft))));
    }

    @Override
    public Spending spending() {
        return contents.spends().at(uptime);
    }

    @Override
    public void keepTime() {
        if (unreadable == null && contents.spends().unnoted(uptime).compareTo(NOTED) >= 0) {
            write(false, contents.spends().note(uptime));
        }
    }

    @Override
    public Optional<String> settle(Receipt receipt, long epoch) {
        if (unreadable != null) {
            return Optional.of(unreadable);
        }
        Optional<String> raised = epoch > contents.highestEpoch()
                ? write(false, Line.of(Kind.EPOCH, Long.toString(epoch)))
                : Optional.empty();
        Optional<String> written = raised.or(() -> write(true, Line.of(Kind.OUTCOME, Contents.json(receipt))));
        if (lines > LONG) {
            renew(receipt.at());
        }
        return written;
    }

    @Override
    public void sent(CommandId command) {
        boolean waits =
                contents.unsent().stream().anyMatch(receipt -> receipt.command().equals(command));
        if (unreadable == null && waits) {
            write(false, Line.of(Kind.SENT, command.value()));
        }
    }

    @Override
    public List<Receipt> unsent() {
        return contents.unsent();
    }

    @Override
    public List<Open> open() {
        return contents.open();
    }

    @Override
    public void close() throws IOException {
        if (unreadable == null) {
            write(false, contents.spends().note(uptime));
        }
        file.close();
    }

    /// What is in memory stays true even when the file could not take it: a command is not carried out twice by this
    /// run whatever the disk does.
    private Optional<String> write(boolean durable, Line... added) {
        List<Line> all = List.of(added);
        all.forEach(contents::take);
        try {
            file.append(all, durable);
            lines += all.size();
            unwritable = null;
            return Optional.empty();
        } catch (IOException e) {
            unwritable = "the ledger " + file + " can't be written (" + e.getMessage()
                    + "), so no command is carried out; see what is wrong with the disk";
            return Optional.of(unwritable);
        }
    }

    /// Writes everything anew, with what the file could not take meanwhile.
    private Optional<String> retry() {
        renew(Instant.EPOCH.plus(MEMORY));
        return Optional.ofNullable(unwritable);
    }

    private void renew(Instant now) {
        List<Line> kept = contents.lines(now.minus(MEMORY), MOST, uptime);
        try {
            file.replace(kept);
            var renewed = new Contents();
            kept.forEach(renewed::take);
            contents = renewed;
            lines = kept.size();
            unwritable = null;
        } catch (IOException e) {
            unwritable = "the ledger " + file + " can't be written anew (" + e.getMessage()
                    + "), so no command is carried out; see what is wrong with the disk";
        }
    }
}
