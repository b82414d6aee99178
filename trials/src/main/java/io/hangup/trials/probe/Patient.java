package io.hangup.trials.probe;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Scene;
import java.time.Duration;

/// One session that is asked after: its client, and our own view of its server's socket.
///
/// @param desk where its client sits, alone
/// @param before the options that its socket must have whenever nobody is being asked
record Patient(
        Host host, Node desk, Scene scene, WatchedSocket socket, WatchedSocket.Options before, WatchedSocket.Traffic at)
        implements AutoCloseable {
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);

    boolean asBefore() {
        return socket.options().equals(before);
    }

    boolean answers() {
        return scene.answers(TO_ANSWER);
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public String toString() {
        return scene.user() + "@" + host.name();
    }
}
