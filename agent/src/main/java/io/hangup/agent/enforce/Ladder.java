package io.hangup.agent.enforce;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import java.util.List;

/// Which signals a connection's process gets, in order. Measured on OpenSSH 9.2 and 10.0.
///
/// - A child of a monitor: TERM, then KILL. Either way its monitor closes PAM, utmp and wtmp.
/// - A stopped child: KILL at once, because TERM waits until somebody continues it.
/// - A monitor or an only process (root on 9.2, dropbear, pre-auth without a child): TERM and nothing more. A monitor
///   that is killed leaves its session running, unseen by `who`.
final class Ladder {
    private Ladder() {}

    static List<Rung> of(Connection connection, HostProcess server) {
        boolean child =
                connection.child().filter(c -> c.stamp().equals(server.stamp())).isPresent()
                        && connection.monitor().isPresent();
        if (!child) {
            return List.of(Rung.TERM);
        }
        return server.state() == ProcessState.STOPPED ? List.of(Rung.KILL) : List.of(Rung.TERM, Rung.KILL);
    }
}
