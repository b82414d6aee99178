package io.hangup.protocol.command;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.util.Optional;

/// The one thing on a host that a command is about, by everything that tells it from another.
public sealed interface CommandTarget {
    /// The process that is held before anything is decided.
    ProcessStamp process();

    /// That process's real user id.
    int uid();

    /// A connection, or one session of it.
    ///
    /// @param process the process that serves it: the unprivileged child, or the only one
    /// @param session leader of the one session that is meant; empty where the whole connection is
    record OneConnection(
            SocketCookie cookie,
            Endpoint local,
            Endpoint peer,
            ProcessStamp process,
            int uid,
            Optional<ProcessStamp> session)
            implements CommandTarget {
        /// A whole connection.
        public OneConnection(SocketCookie cookie, Endpoint local, Endpoint peer, ProcessStamp process, int uid) {
            this(cookie, local, peer, process, uid, Optional.empty());
        }

        /// One session of the connection.
        public OneConnection of(ProcessStamp leader) {
            return new OneConnection(cookie, local, peer, process, uid, Optional.of(leader));
        }
    }

    /// An SSH server.
    ///
    /// @param address on which it waits for clients
    /// @param process that waits there
    record Server(Endpoint address, ProcessStamp process, int uid) implements CommandTarget {}

    /// A process that outlived its login.
    ///
    /// @param auditSession of the login it comes from: `/proc/PID/sessionid`, proc(5)
    record OneOrphan(ProcessStamp process, int uid, long auditSession) implements CommandTarget {}
}
