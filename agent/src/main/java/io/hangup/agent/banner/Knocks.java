package io.hangup.agent.banner;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Phase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// From where the agent itself asked which listener. Written by the thread that asks, read by the one that looks.
final class Knocks {
    private final Map<Endpoint, Endpoint> doors = new LinkedHashMap<>();
    private final int most;

    Knocks(int most) {
        this.most = most;
    }

    synchronized void add(Endpoint own, Endpoint door) {
        doors.remove(own);
        doors.put(own, door);
        if (doors.size() > most) {
            doors.remove(doors.keySet().iterator().next());
        }
    }

    /// The listener that the agent asked by this connection; empty when it is somebody else's. The agent never logs in:
    /// who does so from a port that it once had is somebody else.
    Optional<Endpoint> behind(Connection connection) {
        return connection.phase() == Phase.AUTHENTICATED ? Optional.empty() : doorOf(connection);
    }

    private synchronized Optional<Endpoint> doorOf(Connection connection) {
        return Optional.ofNullable(doors.get(connection.peer()))
                .filter(door -> door.port() == connection.local().port());
    }
}
