package io.hangup.protocol.feed;

import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One session; or one connection, where it carries none.
///
/// @param id of the session's or connection's [io.hangup.protocol.finding.Target]
/// @param connection id of the connection: the same for all sessions of a multiplexed one
/// @param leader the session's leader; empty for a connection without session
/// @param server the sshd process that serves it
/// @param idle time without terminal input, on the host's own clock; empty where there is no terminal
/// @param why one sentence for an `UNKNOWN` or `STUCK` verdict, otherwise empty
/// @param lastPayload when the connection last moved more than keepalives; empty where that can't be told
/// @param forwards what the connection carries beside its sessions
/// @param blocked what of the session waits to write
/// @param probe what the peer's kernel said when last asked; empty before
public record SessionRow(
        String id,
        String connection,
        HostId host,
        SessionVerdict verdict,
        String why,
        Phase phase,
        Optional<Account> user,
        Optional<HostProcess> leader,
        Optional<HostProcess> server,
        Terminal terminal,
        Optional<HostProcess> foreground,
        Endpoint local,
        Endpoint peer,
        Instant since,
        Optional<Instant> lastInput,
        Optional<Duration> idle,
        TcpHealth tcp,
        List<FindingId> findings,
        Optional<Instant> lastPayload,
        List<Forward> forwards,
        Optional<Blocked> blocked,
        Optional<PeerProbe> probe) {

    public SessionRow {
        findings = List.copyOf(findings);
        forwards = List.copyOf(forwards);
    }

    /// A row of a connection of which no more is known.
    public SessionRow(
            String id,
            String connection,
            HostId host,
            SessionVerdict verdict,
            String why,
            Phase phase,
            Optional<Account> user,
            Optional<HostProcess> leader,
            Optional<HostProcess> server,
            Terminal terminal,
            Optional<HostProcess> foreground,
            Endpoint local,
            Endpoint peer,
            Instant since,
            Optional<Instant> lastInput,
            Optional<Duration> idle,
            TcpHealth tcp,
            List<FindingId> findings) {
        this(
                id,
                connection,
                host,
                verdict,
                why,
                phase,
                user,
                leader,
                server,
                terminal,
                foreground,
                local,
                peer,
                since,
                lastInput,
                idle,
                tcp,
                findings,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
