package io.hangup.agent.census;

import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The sessions of one connection over several looks.
final class Sessions {
    /// So far ahead of the host's clock a terminal's time may be by the kernel's own doing.
    private static final Duration AHEAD = Duration.ofMinutes(1);

    private Map<ProcessStamp, SessionMemory> memories = Map.of();

    /// After the connection's processes were read. @param payload when the connection last carried payload
    List<SshSession> read(List<ProcessFact> leaders, Optional<Instant> payload, Facts facts) {
        Map<ProcessStamp, SessionMemory> next = HashMap.newHashMap(leaders.size());
        List<SshSession> sessions = new ArrayList<>(leaders.size());
        for (ProcessFact leader : leaders) {
            ProcessFact foreground = foregroundOf(leader, facts);
            SessionMemory memory = SessionMemory.of(
                    leader,
                    foreground,
                    facts,
                    payload,
                    memories.get(leader.process().stamp()));
            next.put(leader.process().stamp(), memory);
            sessions.add(new SshSession(
                    leader.process(),
                    terminal(facts.terminals().get(leader.pid()), facts.at()),
                    Optional.ofNullable(foreground).map(ProcessFact::process),
                    facts.startOf(leader),
                    memory.lastCpu(),
                    Optional.ofNullable(memory.lastIo()),
                    memory.work(),
                    Optional.ofNullable(memory.blocked())));
        }
        memories = next;
        return List.copyOf(sessions);
    }

    /// Whether another reading of these leaders, which have not run, would remember the same.
    boolean stand(List<ProcessFact> leaders, Facts facts) {
        for (ProcessFact leader : leaders) {
            SessionMemory memory = memories.get(leader.process().stamp());
            if (memory == null || !memory.stands(leader, facts)) {
                return false;
            }
        }
        return true;
    }

    /// Between readings only what is told of the terminals' times moves, for some seconds.
    static List<SshSession> rest(List<SshSession> before, Facts facts) {
        List<SshSession> moved = null;
        for (int i = 0; i < before.size(); i++) {
            SshSession session = before.get(i);
            TerminalFact fact = facts.terminals().get(session.leader().pid());
            if (!stands(session.terminal(), fact, facts.at())) {
                moved = moved == null ? new ArrayList<>(before) : moved;
                moved.set(i, session.at(terminal(fact, facts.at())));
            }
        }
        return moved == null ? before : List.copyOf(moved);
    }

    /// Whether what is told of their terminals' times will stay until these are read again.
    static boolean ripe(List<SshSession> sessions, Instant at) {
        for (SshSession session : sessions) {
            if (session.terminal() instanceof Terminal.Pty(String _, Instant input, Instant output)
                    && !(input.isBefore(at) && output.isBefore(at))) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable ProcessFact foregroundOf(ProcessFact leader, Facts facts) {
        if (leader.tty() == 0 || leader.foreground() <= 0) {
            return null;
        }
        return leader.foreground() == leader.pid() ? leader : facts.others().get(leader.foreground());
    }

    private static Terminal terminal(@Nullable TerminalFact fact, Instant at) {
        return switch (fact) {
            case null -> new Terminal.NoPty();
            case TerminalFact.Seen(String device, Instant read, Instant written) ->
                kernels(read, at) && kernels(written, at)
                        ? new Terminal.Pty(device, latest(read, at), latest(written, at))
                        : new Terminal.Unseen(device);
            case TerminalFact.Unseen(String device) -> new Terminal.Unseen(device);
        };
    }

    // What most terminals do at most looks.
    private static boolean stands(Terminal before, @Nullable TerminalFact fact, Instant at) {
        if (fact instanceof TerminalFact.Seen(String device, Instant read, Instant written)
                && before instanceof Terminal.Pty(String known, Instant input, Instant output)
                && kernels(read, at)
                && kernels(written, at)) {
            return device.equals(known) && input.equals(latest(read, at)) && output.equals(latest(written, at));
        }
        return before.equals(terminal(fact, at));
    }

    // Whether the kernel can have noted it. Whose terminal it is can set its times (utimensat(2)), and a clock that was
    // set back leaves them ahead: such a time tells nothing of when he was here.
    private static boolean kernels(Instant noted, Instant at) {
        return !noted.isBefore(Instant.EPOCH) && !noted.isAfter(at.plus(AHEAD));
    }

    // Within 8 s, counted from the epoch, the kernel notes the first use only (`tty_update_time`): the last one may
    // have been as late as their end. Nobody is called idle for longer than he is.
    private static Instant latest(Instant noted, Instant at) {
        Instant end = Instant.ofEpochSecond((noted.getEpochSecond() | 7) + 1);
        return end.isBefore(at) ? end : noted.isAfter(at) ? noted : at;
    }
}
