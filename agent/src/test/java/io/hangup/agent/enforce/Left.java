package io.hangup.agent.enforce;

import io.hangup.agent.census.ProcessFact;
import io.hangup.agent.census.Remains;
import io.hangup.agent.census.Remnant;
import io.hangup.agent.census.Remnant.Trade;
import io.hangup.agent.census.Remnant.Traits;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.util.List;
import java.util.Optional;

/// What a login left behind, in memory: a job, and what a test makes of it.
public record Left(
        int pid, int parent, int group, int session, String command, int tty, long audit, Trade trade, Traits traits) {
    public static final long LOGIN = 7;
    private static final Traits JOB = new Traits(true, false, false, false, true, false);

    /// A background job of an interactive shell.
    public static Left job(int pid) {
        return new Left(pid, 1, pid, 30, "sleep", 0, LOGIN, Trade.OTHER, JOB);
    }

    public Left below(int other) {
        return new Left(pid, other, other, session, command, tty, audit, trade, traits);
    }

    public Left named(String other) {
        return new Left(pid, parent, group, session, other, tty, audit, trade, traits);
    }

    public Left at(int terminal) {
        return new Left(pid, parent, group, session, command, terminal, audit, trade, traits);
    }

    public Left of(long otherLogin) {
        return new Left(pid, parent, group, session, command, tty, otherLogin, trade, traits);
    }

    public Left running(Trade other) {
        return new Left(pid, parent, group, session, command, tty, audit, other, traits);
    }

    public Left with(Traits others) {
        return new Left(pid, parent, group, session, command, tty, audit, trade, others);
    }

    public Left nohup() {
        return with(new Traits(true, false, true, false, false, false));
    }

    public Left setsid() {
        Left own = with(new Traits(true, true, false, false, false, false));
        return new Left(pid, parent, pid, pid, command, tty, audit, trade, own.traits());
    }

    public HostProcess process() {
        return new HostProcess(new ProcessStamp(pid, pid * 100L), 1_000, command, ProcessState.SLEEPING);
    }

    public Remnant remnant() {
        return new Remnant(new ProcessFact(process(), parent, session, tty, -1, 0), group, audit, 1_000, trade, traits);
    }

    public Bond bond() {
        return new Bond(group, session, tty, audit, traits.deaf());
    }

    public CommandTarget.OneOrphan target() {
        return new CommandTarget.OneOrphan(process().stamp(), 1_000, audit);
    }

    public static Remains remains(Left... all) {
        return new Remains(LOGIN, List.of(all).stream().map(Left::remnant).toList(), Optional.empty());
    }
}
