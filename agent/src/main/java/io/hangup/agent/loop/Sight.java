package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.agent.census.Remains;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SocketCookie;
import java.time.Instant;
import java.util.List;

/// What the loop needs of its eyes.
public interface Sight {
    /// Looks at the host anew.
    HostView look(Instant now);

    /// The next look reads everything of this connection, also what is read less often while nothing moves on its wire.
    void heed(SocketCookie connection);

    /// Whether a server or leader of the last look has ended since the last question.
    boolean deaths();

    /// All processes of that login that run now.
    List<HostProcess> processesOf(Connection connection);

    /// All processes of the login with that audit session, and all below them, read anew.
    Remains remains(long auditSession);

    /// Those that still run.
    List<HostProcess> stillAlive(List<HostProcess> processes);
}
