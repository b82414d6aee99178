package io.hangup.agent.enforce;

import java.util.Optional;

/// One step of the ladder by which a connection is ended: a signal, and whom it is for; or the end of its socket.
public enum Rung {
    /// Asks the commands of sessions without terminal to end; sshd then ends by itself. Nothing else would: the end
    /// of a terminal hangs up on what runs on it, and these have none.
    TERM_COMMANDS(Signal.TERM, Whom.COMMANDS),
    /// Ends what of these commands did not listen.
    KILL_COMMANDS(Signal.KILL, Whom.COMMANDS),
    /// Asks sshd to end the connection: it tells the client, and its monitor closes PAM, utmp and wtmp.
    TERM(Signal.TERM, Whom.SERVER),
    /// Ends a process that does not listen. Only ever for a child with a living monitor, which then cleans up; a
    /// monitor or an only process that is killed leaves its session running or its records stale.
    KILL(Signal.KILL, Whom.SERVER),
    /// Has a stopped monitor go on: once its child has ended it closes PAM, utmp and wtmp, and ends.
    CONT_MONITOR(Signal.CONT, Whom.MONITOR),
    /// Asks the leader of a session with a terminal to end it: a shell passes it on to its jobs. Interactive bash
    /// ignores TERM.
    HUP_LEADER(Signal.HUP, Whom.LEADER),
    /// Ends a leader that does not listen; the kernel then hangs up on the terminal's foreground.
    KILL_LEADER(Signal.KILL, Whom.LEADER),
    /// Destroys the connection's socket, whose server no signal reaches: one in state D takes none, KILL included. The
    /// peer is reset; a server that wakes up finds its connection aborted, and ends cleanly.
    DESTROY_SOCKET(Whom.SOCKET);

    /// Whom a rung is for.
    public enum Whom {
        /// Processes of the sessions that have no terminal, as [Crew] says.
        COMMANDS,
        /// The process that the command names.
        SERVER,
        /// The leader of the session that the command names.
        LEADER,
        /// The connection's monitor, while it is stopped and its child has ended.
        MONITOR,
        /// No process: the connection's own socket.
        SOCKET
    }

    private final Optional<Signal> signal;
    private final Whom whom;

    Rung(Signal signal, Whom whom) {
        this.signal = Optional.of(signal);
        this.whom = whom;
    }

    Rung(Whom whom) {
        this.signal = Optional.empty();
        this.whom = whom;
    }

    /// Empty where no process is signalled.
    public Optional<Signal> signal() {
        return signal;
    }

    public Whom whom() {
        return whom;
    }
}
