package io.hangup.protocol.feed;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.TcpHealth;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One SSH client on a host of the fleet: a connection from there to somewhere else.
///
/// @param id of the client's socket, as a connection's; a chain can be asked for by it
/// @param user whose login started it; empty when no login is known to have
/// @param from id of the connection it was started from or is forwarded through
/// @param to id of the connection it is at its far end; empty when that is no host of the fleet, or can't be told
public record ClientRow(
        String id,
        HostId host,
        OutgoingConnection.Via via,
        HostProcess client,
        Optional<Account> user,
        OptionalLong auditSession,
        Optional<String> from,
        Optional<String> to,
        Endpoint local,
        Endpoint peer,
        Instant since,
        TcpHealth tcp) {}
