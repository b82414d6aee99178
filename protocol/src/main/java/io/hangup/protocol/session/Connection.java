package io.hangup.protocol.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One TCP connection to an SSH server, the processes that serve it and the sessions it carries: none (pre-auth, a
/// tunnel), one, or several (multiplexed).
///
/// @param user whom sshd let in; empty before that, or unseen
/// @param since when the first process that serves it started
/// @param monitor the privileged process: ending it ends the whole connection. Known by parentage, never by title.
///     Empty when the agent could not see it
/// @param child the unprivileged process that moves the data; empty where one process does both (root on OpenSSH 9.2,
///     dropbear) or when unseen
/// @param auditSession the kernel's audit session of the login (`/proc/PID/sessionid`); survives nohup and setsid
/// @param holders processes outside sshd that keep a finished session's pipe open and so the connection with it; looked
///     for only when an authenticated connection carries no session
/// @param lastPayload when more than keepalives, their answers and window adjustments last moved; never earlier
///     than the agent's first look. Empty where the two can't be told apart
/// @param forwards what it carries beside its sessions; see blindspot `OWNERS` before reading anything into an
///     empty list
/// @param unreadSince since when data has waited for a server that used no CPU and read nothing; empty when none waits
/// @param probe what the peer's kernel answered to the last silent probe; empty when it was never asked
public record Connection(
        SocketCookie cookie,
        Endpoint local,
        Endpoint peer,
        Implementation implementation,
        Phase phase,
        Optional<Account> user,
        Instant since,
        Optional<HostProcess> monitor,
        Optional<HostProcess> child,
        OptionalLong auditSession,
        TcpHealth tcp,
        List<SshSession> sessions,
        List<HostProcess> holders,
        Optional<Instant> lastPayload,
        List<Forward> forwards,
        Optional<Instant> unreadSince,
        Optional<PeerProbe> probe) {

    public Connection {
        sessions = List.copyOf(sessions);
        holders = List.copyOf(holders);
        forwards = List.copyOf(forwards);
    }

    /// A connection of which no more is known than its processes, sessions and TCP state.
    public Connection(
            SocketCookie cookie,
            Endpoint local,
            Endpoint peer,
            Implementation implementation,
            Phase phase,
            Optional<Account> user,
            Instant since,
            Optional<HostProcess> monitor,
            Optional<HostProcess> child,
            OptionalLong auditSession,
            TcpHealth tcp,
            List<SshSession> sessions,
            List<HostProcess> holders) {
        this(
                cookie,
                local,
                peer,
                implementation,
                phase,
                user,
                since,
                monitor,
                child,
                auditSession,
                tcp,
                sessions,
                holders,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same connection, with these sessions in the place of its own.
    public Connection carrying(List<SshSession> others) {
        return with(tcp, others, forwards, lastPayload, unreadSince, probe);
    }

    /// The same connection, with what was learnt of its peer.
    public Connection probed(Optional<PeerProbe> now) {
        return with(tcp, sessions, forwards, lastPayload, unreadSince, now);
    }

    /// The same connection at a later look, with what changes while nobody acts.
    public Connection later(TcpHealth now, List<SshSession> others, List<Forward> through) {
        return with(now, others, through, lastPayload, unreadSince, probe);
    }

    /// The same connection, with other times in the place of those that were noted by looking.
    public Connection noted(List<SshSession> others, Optional<Instant> payload, Optional<Instant> unread) {
        return with(tcp, others, forwards, payload, unread, probe);
    }

    private Connection with(
            TcpHealth health,
            List<SshSession> carried,
            List<Forward> through,
            Optional<Instant> payload,
            Optional<Instant> unread,
            Optional<PeerProbe> learnt) {
        return new Connection(
                cookie,
                local,
                peer,
                implementation,
                phase,
                user,
                since,
                monitor,
                child,
                auditSession,
                health,
                carried,
                holders,
                payload,
                through,
                unread,
                learnt);
    }

    /// The process to ask first when this connection is to end: the unprivileged child, or the only process there is.
    public Optional<HostProcess> server() {
        return child.isPresent() ? child : monitor;
    }

    /// What all its sessions have done; empty where that of one was not read.
    public Optional<WorkStamp> work() {
        long sum = 0;
        for (SshSession session : sessions) {
            if (session.work().isEmpty()) {
                return Optional.empty();
            }
            sum += session.work().get().value();
        }
        return Optional.of(new WorkStamp(sum));
    }
}
