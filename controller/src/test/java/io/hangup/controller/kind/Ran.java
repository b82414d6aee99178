package io.hangup.controller.kind;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.Optional;

/// A session in the making: a shell at its prompt, or a command without terminal, until a test says otherwise.
public final class Ran {
    private final HostProcess leader;
    private final Instant since;
    private Terminal terminal;
    private Optional<HostProcess> foreground;
    private Instant cpu;
    private Optional<Instant> io;
    private Optional<Blocked> blocked = Optional.empty();

    private Ran(HostProcess leader, Instant since, Terminal terminal) {
        this.leader = leader;
        this.since = since;
        this.terminal = terminal;
        boolean pty = terminal instanceof Terminal.Pty;
        this.foreground = pty ? Optional.of(leader) : Optional.empty();
        this.cpu = since;
        this.io = pty ? Optional.empty() : Optional.of(since);
    }

    /// @param since when it began, and when anything last happened in it
    public static Ran shell(int pid, int uid, Instant since) {
        return new Ran(
                Made.process(pid, uid, "bash", ProcessState.SLEEPING),
                since,
                new Terminal.Pty("pts/" + pid % 100, since, since));
    }

    public static Ran command(int pid, String command, Instant since) {
        return command(pid, command, ProcessState.SLEEPING, since);
    }

    public static Ran command(int pid, String command, ProcessState state, Instant since) {
        return new Ran(Made.process(pid, 1000, command, state), since, new Terminal.NoPty());
    }

    public Ran typed(Instant at) {
        return times(at, ((Terminal.Pty) terminal).lastOutput());
    }

    public Ran wrote(Instant at) {
        return times(((Terminal.Pty) terminal).lastInput(), at);
    }

    private Ran times(Instant input, Instant output) {
        terminal = new Terminal.Pty(((Terminal.Pty) terminal).device(), input, output);
        return this;
    }

    public Ran foreground(String command, int uid, ProcessState state) {
        foreground = Optional.of(Made.process(leader.pid() + 1, uid, command, state));
        return this;
    }

    public Ran cpu(Instant at) {
        cpu = at;
        return this;
    }

    public Ran io(Instant at) {
        io = Optional.of(at);
        return this;
    }

    public Ran blocked(Blocked.On on, Instant at) {
        blocked = Optional.of(new Blocked(foreground.orElse(leader), on, at));
        return this;
    }

    public SshSession build() {
        return new SshSession(leader, terminal, foreground, since, cpu, io, Optional.empty(), blocked);
    }
}
