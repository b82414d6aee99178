package io.hangup.agent.journal;

import io.hangup.agent.executor.Journal;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import java.util.List;
import java.util.Optional;

/// Stands in where no ledger could be opened: looking goes on, nothing is carried out.
public record NoJournal(String why) implements Journal {
    @Override
    public Optional<String> fault() {
        return Optional.of("there is no ledger (" + why + "), so no command is carried out");
    }

    @Override
    public long highestEpoch() {
        return 0;
    }

    @Override
    public Optional<Receipt> answered(CommandId command) {
        return Optional.empty();
    }

    @Override
    public Spending spending() {
        return Spending.NOTHING;
    }

    @Override
    public void keepTime() {}

    @Override
    public Optional<String> prepare(Command command) {
        return fault();
    }

    @Override
    public List<Command> prepared() {
        return List.of();
    }

    @Override
    public Optional<String> intend(Command command, Receipt draft) {
        return fault();
    }

    @Override
    public Optional<String> settle(Receipt receipt, long epoch) {
        return Optional.empty();
    }

    @Override
    public void sent(CommandId command) {}

    @Override
    public List<Receipt> unsent() {
        return List.of();
    }

    @Override
    public List<Open> open() {
        return List.of();
    }
}
