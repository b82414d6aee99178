package io.hangup.controller.rule;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Facts of a session.
final class SessionFactsTable {
    private static final Seen NO_TERMINAL = new Seen.Absent("the session has no terminal");

    private static final Seen IO_UNSEEN = new Seen.Unseen("the agent can't see what its processes read and write");

    static final List<Fact> FACTS = List.of(
            fact(
                    "session.id",
                    Fact.Kind.STRING,
                    "as people type it, web-1:9c1e-3f2a:20853",
                    s -> value(s.target().id())),
            fact(
                    "session.age",
                    Fact.Kind.DURATION,
                    "since its leader started",
                    s -> s.since(s.session().since())),
            fact(
                    "session.idle",
                    Fact.Kind.DURATION,
                    "since its terminal was last read, right to 8s; grows while a program does not read what is typed",
                    s -> terminal(s, Terminal.Pty::lastInput)),
            fact(
                    "session.outputIdle",
                    Fact.Kind.DURATION,
                    "since a program last wrote to its terminal, right to 8s",
                    s -> terminal(s, Terminal.Pty::lastOutput)),
            fact(
                    "session.cpuIdle",
                    Fact.Kind.DURATION,
                    "since a process of it was last seen to use the CPU",
                    s -> s.quietSince(s.session().lastCpu().plus(SshSession.WORK_WITHIN))),
            fact(
                    "session.ioIdle",
                    Fact.Kind.DURATION,
                    "since a process of it last read or wrote anything; none with a terminal",
                    SessionFactsTable::io),
            words(
                    "session.blockedOn",
                    Blocked.On.values(),
                    "into what a process of it waits to write, because nobody takes it: its client is stopped or slow, or Ctrl-S",
                    s -> blocked(s, blocked -> Spelling.seen(blocked.on()))),
            fact(
                    "session.blockedBy",
                    Fact.Kind.STRING,
                    "name of the process that waits so",
                    s -> blocked(s, blocked -> value(blocked.process().command()))),
            fact(
                    "session.blockedFor",
                    Fact.Kind.DURATION,
                    "how long it has waited without a byte and a tick of CPU; none while nothing waits",
                    s -> blocked(s, blocked -> s.quietSince(blocked.since()))),
            fact(
                    "session.hasTerminal",
                    Fact.Kind.BOOL,
                    "whether it has a terminal",
                    s -> value(!(s.session().terminal() instanceof Terminal.NoPty))),
            fact(
                    "session.terminal",
                    Fact.Kind.STRING,
                    "its terminal, pts/3; none for a command or subsystem",
                    s -> s.session().terminal() instanceof Terminal.NoPty
                            ? NO_TERMINAL
                            : value(Sight.device(s.session().terminal()))),
            fact(
                    "session.uid",
                    Fact.Kind.INT,
                    "user id of its leader",
                    s -> value(Integer.toUnsignedLong(s.session().leader().uid()))),
            fact(
                    "session.leader.pid",
                    Fact.Kind.INT,
                    "the process that sshd started for it",
                    s -> value((long) s.session().leader().pid())),
            fact(
                    "session.leader.command",
                    Fact.Kind.STRING,
                    "name of that process",
                    s -> value(s.session().leader().command())),
            words(
                    "session.leader.state",
                    ProcessState.values(),
                    "its state; every healthy one is sleeping",
                    s -> Spelling.seen(s.session().leader().state())),
            fact(
                    "session.foreground.pid",
                    Fact.Kind.INT,
                    "what reads its keyboard; none without a terminal",
                    s -> foreground(s, process -> value((long) process.pid()))),
            fact(
                    "session.foreground.uid",
                    Fact.Kind.INT,
                    "user id of what reads its keyboard: another one after su or sudo; none without a terminal",
                    s -> foreground(s, process -> value(Integer.toUnsignedLong(process.uid())))),
            fact(
                    "session.foreground.command",
                    Fact.Kind.STRING,
                    "name of what reads its keyboard; none without a terminal",
                    s -> foreground(s, process -> value(process.command()))),
            words(
                    "session.foreground.state",
                    ProcessState.values(),
                    "state of what reads its keyboard; none without a terminal",
                    s -> foreground(s, process -> Spelling.seen(process.state()))));

    private SessionFactsTable() {}

    private static Fact fact(String name, Fact.Kind kind, String doc, Function<Sight, Seen> look) {
        return new Fact(name, kind, Scope.SESSION, List.of(), doc, look);
    }

    private static Fact words(String name, Enum<?>[] values, String doc, Function<Sight, Seen> look) {
        return new Fact(name, Fact.Kind.STRING, Scope.SESSION, Spelling.all(values), doc, look);
    }

    private static Seen terminal(Sight sight, Function<Terminal.Pty, Instant> part) {
        return switch (sight.session().terminal()) {
            case Terminal.Pty pty -> sight.quietSince(part.apply(pty));
            case Terminal.NoPty() -> NO_TERMINAL;
            case Terminal.Unseen(String _) ->
                new Seen.Unseen("the agent can't see when the terminal was last read or written");
        };
    }

    private static Seen foreground(Sight sight, Function<HostProcess, Seen> part) {
        if (sight.session().terminal() instanceof Terminal.NoPty) {
            return NO_TERMINAL;
        }
        return sight.session()
                .foreground()
                .map(part)
                .orElseGet(() -> new Seen.Unseen("the agent can't see what reads the keyboard"));
    }

    private static Seen io(Sight sight) {
        if (!(sight.session().terminal() instanceof Terminal.NoPty)) {
            return new Seen.Absent("the session has a terminal, which tells more");
        }
        return sight.blind(Blindspot.Sense.IO)
                ? IO_UNSEEN
                : sight.session()
                        .lastIo()
                        .map(last -> sight.quietSince(last.plus(SshSession.WORK_WITHIN)))
                        .orElse(IO_UNSEEN);
    }

    private static Seen blocked(Sight sight, Function<Blocked, Seen> part) {
        return sight.session()
                .blocked()
                .map(part)
                .orElseGet(() -> sight.blind(Blindspot.Sense.WAITS)
                        ? new Seen.Unseen("the agent can't see where processes wait")
                        : new Seen.Absent("nothing of the session waits to write"));
    }

    private static Seen value(Object value) {
        return new Seen.Value(value);
    }
}
