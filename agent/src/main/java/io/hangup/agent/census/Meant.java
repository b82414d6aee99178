package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import java.util.Optional;
import java.util.OptionalInt;

/// Tells what was meant to outlive its login by what can be seen now, without memory.
///
/// That it was *not* needs a sign of its own, measured with bash and dash on Debian 12 and 13: a shell with job control
/// gives each job a process group of its own, and one without has it ignore SIGINT and SIGQUIT. A daemon that forked
/// twice has neither: its group is its POSIX session's. What a script started that has ended is in the script's group,
/// and so is a daemon that forked once: to lead a group counts, to be in one that somebody led does not.
public final class Meant {
    private static final int MOST_ANCESTORS = 64;

    private Meant() {}

    /// What keeps a process of these.
    public static Kept of(Remnant one, Remains remains) {
        return of(one, remains, 0);
    }

    private static Kept of(Remnant one, Remains remains, int depth) {
        if (below("tmux: server", one, remains)) {
            return Kept.TMUX;
        }
        if (below("screen", one, remains)) {
            return Kept.SCREEN;
        }
        if (one.traits().managed()) {
            return Kept.SERVICE;
        }
        if (one.traits().deaf()) {
            return Kept.NOHUP;
        }
        if (one.traits().led()) {
            return Kept.OWN_SESSION;
        }
        Optional<Remnant> above = above(one, remains);
        boolean job = above.isPresent()
                ? depth < MOST_ANCESTORS && of(above.get(), remains, depth + 1) == Kept.BACKGROUND
                : isJob(
                        one.process(),
                        one.group(),
                        one.traits().unattended(),
                        one.traits().cut());
        return job ? Kept.BACKGROUND : Kept.UNKNOWN;
    }

    /// Whether a process that nothing of its login is above was a shell's job. Who is at a terminal is used.
    ///
    /// @param unattended whether it ignores SIGINT and SIGQUIT
    /// @param cut whether it has lost what it was attached to
    static boolean isJob(ProcessFact process, int group, boolean unattended, boolean cut) {
        if (process.tty() != 0) {
            return false;
        }
        return group == process.posixSession() ? unattended && cut : cut || (group == process.pid() && !unattended);
    }

    /// Whether tmux or screen runs it, or it is one of these.
    public static boolean multiplexed(Remnant one, Remains remains) {
        return below("tmux: server", one, remains) || below("screen", one, remains);
    }

    /// Whether it alone is tmux or screen: the server that others attach to.
    public static boolean multiplexes(HostProcess process) {
        return process.command().equalsIgnoreCase("tmux: server")
                || process.command().equalsIgnoreCase("screen");
    }

    /// What tmux or screen it is or runs below, with somebody attached to it: of whatever login that one is.
    public static Optional<Remnant> attached(Remnant one, Remains remains) {
        Optional<Remnant> at = Optional.of(one);
        for (int steps = 0; at.isPresent() && steps < MOST_ANCESTORS; steps++) {
            if (at.get().traits().attached()) {
                return at;
            }
            at = above(at.get(), remains);
        }
        return Optional.empty();
    }

    private static boolean below(String command, Remnant one, Remains remains) {
        Optional<Remnant> at = Optional.of(one);
        for (int steps = 0; at.isPresent() && steps < MOST_ANCESTORS; steps++) {
            if (at.get().what().command().equalsIgnoreCase(command)) {
                return true;
            }
            at = above(at.get(), remains);
        }
        return false;
    }

    /// Of the same login.
    private static Optional<Remnant> above(Remnant one, Remains remains) {
        return remains.of(one.process().parent()).filter(above -> above.auditSession() == one.auditSession());
    }

    /// Whose process holds this one, other than init and its own login's: a daemon or a manager. Empty where nobody's.
    public static OptionalInt foreign(Remnant one, Remains remains) {
        Remnant at = one;
        for (int steps = 0; steps < MOST_ANCESTORS; steps++) {
            if (at.process().parent() <= 1) {
                return OptionalInt.empty();
            }
            Optional<Remnant> above = above(at, remains);
            if (above.isEmpty()) {
                return OptionalInt.of(at.process().parent());
            }
            at = above.get();
        }
        return OptionalInt.of(at.process().parent());
    }
}
