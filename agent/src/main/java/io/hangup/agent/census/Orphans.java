package io.hangup.agent.census;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells what outlived its login from what merely has no parent. A login is known by the kernel's audit session, which
/// survives `nohup`, `setsid`, `su` and tmux.
///
/// A process is an orphan when its login came over SSH, no server that runs belongs to that login, everything above it
/// up to init is of the same login, and it was so at the look before as well: between authentication and the first
/// reading of its server a login has a session that nobody seems to hold.
public final class Orphans {
    /// Logins beyond this are forgotten, the oldest first: then only their environment shows that they were SSH's.
    private static final int MOST_LOGINS = 4_096;

    private static final int MOST_ANCESTORS = 64;
    private static final int MOST_LEADERS = 1_024;
    private static final int INIT = 1;

    private final Map<Long, Set<Integer>> logins = new LinkedHashMap<>();
    private Set<ProcessStamp> before = Set.of();
    private List<Connection> watched = List.of();

    /// Remembers who is logged in. @param lent audit sessions that listeners pass on to every login: nobody's own
    /// @param closely whether to look also at connections in which nothing changed since the last look
    public void watch(List<Connection> connections, Supplier<Set<Long>> lent, boolean closely) {
        for (int i = 0; i < connections.size(); i++) {
            Connection connection = connections.get(i);
            if (closely || i >= watched.size() || !Objects.equals(watched.get(i), connection)) {
                watch(connection, lent);
            }
        }
        watched = connections;
        while (logins.size() > MOST_LOGINS) {
            logins.remove(logins.keySet().iterator().next());
        }
    }

    private void watch(Connection connection, Supplier<Set<Long>> lent) {
        OptionalLong audit = connection.auditSession();
        if (audit.isPresent()) {
            Set<Integer> leaders = logins.get(audit.getAsLong());
            if (leaders == null && !lent.get().contains(audit.getAsLong())) {
                leaders = new HashSet<>();
                logins.put(audit.getAsLong(), leaders);
            }
            remember(connection.sessions(), leaders);
        }
    }

    private static void remember(List<SshSession> sessions, @Nullable Set<Integer> leaders) {
        if (leaders != null && leaders.size() < MOST_LEADERS) {
            sessions.forEach(session -> leaders.add(session.leader().pid()));
        }
    }

    /// Whether this was seen to be the audit session of an SSH login.
    public boolean isLogin(long auditSession) {
        return logins.containsKey(auditSession);
    }

    /// @param leftovers all processes of logins to which no server belongs
    /// @return the oldest first
    public List<Orphan> look(List<LeftoverFact> leftovers, Map<Integer, String> names, Instant bootedAt) {
        Map<Integer, LeftoverFact> byPid =
                leftovers.stream().collect(Collectors.toMap(LeftoverFact::pid, Function.identity(), (one, _) -> one));
        List<LeftoverFact> found = leftovers.stream()
                .filter(one -> one.fromSsh() && one.process().process().state() != ProcessState.ZOMBIE)
                .filter(one -> reachesInit(one, byPid))
                .toList();
        Set<ProcessStamp> now =
                found.stream().map(one -> one.process().process().stamp()).collect(Collectors.toUnmodifiableSet());
        List<Orphan> orphans = found.stream()
                .filter(one -> before.contains(one.process().process().stamp()))
                .map(one -> orphan(one, byPid, names, bootedAt))
                .sorted(Comparator.comparing(Orphan::since)
                        .thenComparingInt(orphan -> orphan.process().pid()))
                .toList();
        before = now;
        return orphans;
    }

    private static boolean reachesInit(LeftoverFact one, Map<Integer, LeftoverFact> byPid) {
        LeftoverFact at = one;
        for (int steps = 0; steps < MOST_ANCESTORS; steps++) {
            if (at.process().parent() <= INIT) {
                return true;
            }
            LeftoverFact above = byPid.get(at.process().parent());
            if (above == null || above.auditSession() != one.auditSession()) {
                return false;
            }
            at = above;
        }
        return false;
    }

    private Orphan orphan(
            LeftoverFact one, Map<Integer, LeftoverFact> byPid, Map<Integer, String> names, Instant bootedAt) {
        int uid = one.process().uid();
        return new Orphan(
                one.process().process(),
                new Account(uid, names.getOrDefault(uid, Integer.toUnsignedString(uid))),
                OptionalLong.of(one.auditSession()),
                kept(one, byPid),
                bootedAt.plus(Duration.ofMillis(one.process().startTicks() * 10)));
    }

    private Kept kept(LeftoverFact one, Map<Integer, LeftoverFact> byPid) {
        if (below("tmux: server", one, byPid)) {
            return Kept.TMUX;
        }
        if (below("screen", one, byPid)) {
            return Kept.SCREEN;
        }
        if (one.managed()) {
            return Kept.SERVICE;
        }
        if (one.deaf()) {
            return Kept.NOHUP;
        }
        int session = one.process().posixSession();
        if (session == one.pid() || byPid.containsKey(session)) {
            return Kept.OWN_SESSION;
        }
        // Without its leader a POSIX session is the login's, if its leader was seen there, or a daemon's own. What is
        // in
        // a group other than its session's was started under job control, which tells more than that.
        Set<Integer> leaders = logins.getOrDefault(one.auditSession(), Set.of());
        LeftoverFact top = top(one, byPid);
        boolean remembered =
                leaders.contains(session) && top.group() == top.process().posixSession();
        return remembered || Meant.isJob(top.process(), top.group(), top.unattended(), top.cut())
                ? Kept.BACKGROUND
                : Kept.UNKNOWN;
    }

    /// The uppermost of its login above it, or itself.
    private static LeftoverFact top(LeftoverFact one, Map<Integer, LeftoverFact> byPid) {
        LeftoverFact at = one;
        for (int steps = 0; steps < MOST_ANCESTORS; steps++) {
            LeftoverFact above = byPid.get(at.process().parent());
            if (above == null || above.auditSession() != one.auditSession()) {
                return at;
            }
            at = above;
        }
        return at;
    }

    private static boolean below(String command, LeftoverFact one, Map<Integer, LeftoverFact> byPid) {
        LeftoverFact at = one;
        for (int steps = 0; at != null && steps < MOST_ANCESTORS; steps++) {
            if (at.process().process().command().equalsIgnoreCase(command)) {
                return true;
            }
            at = byPid.get(at.process().parent());
        }
        return false;
    }
}
