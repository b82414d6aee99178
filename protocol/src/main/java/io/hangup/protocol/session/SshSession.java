package io.hangup.protocol.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One session channel of a connection: a shell, a command or a subsystem, and the process that leads it.
///
/// @param leader the process that sshd started for this channel
/// @param foreground the leader of the foreground process group, which reads the keyboard; empty without a terminal
/// @param since when the leader started
/// @param lastCpu when a process of the session was last seen to have used the CPU; never earlier than the agent's
///     first look, so that what was not watched is not called quiet
/// @param lastIo when a process of a session without terminal was last seen to have read or written anything (`rchar`,
///     `wchar` of `/proc/PID/io`, proc(5)); empty with a terminal, and where that may not be read
/// @param work what its processes have done, as of the look that told `lastCpu`; empty where that was not read
/// @param blocked what of it waits to write, if anything does; see blindspot `WAITS` before reading anything into empty
public record SshSession(
        HostProcess leader,
        Terminal terminal,
        Optional<HostProcess> foreground,
        Instant since,
        Instant lastCpu,
        Optional<Instant> lastIo,
        Optional<WorkStamp> work,
        Optional<Blocked> blocked) {

    /// The longest that use of the CPU and I/O go unseen: a session at rest is read in full only this often.
    public static final Duration WORK_WITHIN = Duration.ofSeconds(30);

    /// A session of which neither io nor work nor waiting is known.
    public SshSession(
            HostProcess leader, Terminal terminal, Optional<HostProcess> foreground, Instant since, Instant lastCpu) {
        this(leader, terminal, foreground, since, lastCpu, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// The same session, its terminal as it is now.
    public SshSession at(Terminal now) {
        return new SshSession(leader, now, foreground, since, lastCpu, lastIo, work, blocked);
    }

    /// Time without input; empty when there is no terminal to be idle at. Never negative.
    public Optional<Duration> idle(Instant now) {
        return switch (terminal) {
            case Terminal.Pty pty ->
                Optional.of(Duration.between(pty.lastInput(), now)).map(d -> d.isNegative() ? Duration.ZERO : d);
            case Terminal.NoPty() -> Optional.empty();
            case Terminal.Unseen(String _) -> Optional.empty();
        };
    }
}
