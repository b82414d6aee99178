package io.hangup.protocol.command;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.util.Optional;

/// The one connection that a command is about, by everything that tells it from another.
///
/// @param process the process that serves it: the unprivileged child, or the only one
/// @param uid that process's real user id
/// @param session leader of the one session that is meant; empty where the whole connection is
public record CommandTarget(
        SocketCookie cookie,
        Endpoint local,
        Endpoint peer,
        ProcessStamp process,
        int uid,
        Optional<ProcessStamp> session) {
    /// A whole connection.
    public CommandTarget(SocketCookie cookie, Endpoint local, Endpoint peer, ProcessStamp process, int uid) {
        this(cookie, local, peer, process, uid, Optional.empty());
    }

    /// One session of the connection.
    public CommandTarget of(ProcessStamp leader) {
        return new CommandTarget(cookie, local, peer, process, uid, Optional.of(leader));
    }
}
