package io.hangup.agent.census;

import io.hangup.protocol.session.HostProcess;
import java.util.List;
import java.util.stream.Stream;

/// Who keeps a connection without sessions alive: sshd waits until nobody can write to a finished command's output.
public final class Holders {
    private static final int LAST_STANDARD_STREAM = 2;

    private Holders() {}

    /// Pipes that `server` reads from and that were made for a session: not its standard streams.
    ///
    /// @return inodes
    public static List<Long> outputsRead(ServerFact server) {
        return server.pipes().stream()
                .filter(end -> !end.writes() && end.descriptor() > LAST_STANDARD_STREAM)
                .map(PipeEnd::inode)
                .toList();
    }

    static List<HostProcess> of(Shape shape, Facts facts) {
        return shape.serving().stream()
                .flatMap(server -> outputsRead(server).stream())
                .filter(pipe -> !sharedAbove(shape, pipe, facts))
                .flatMap(pipe -> facts.pipeWriters().getOrDefault(pipe, List.of()).stream())
                .distinct()
                .toList();
    }

    // What the processes above hold too was there before the login: an inherited descriptor.
    private static boolean sharedAbove(Shape shape, long pipe, Facts facts) {
        ServerFact serving = shape.serving().orElseThrow();
        ServerFact parent = facts.servers().get(serving.process().parent());
        return Stream.concat(shape.monitor().filter(m -> m.pid() != serving.pid()).stream(), Stream.ofNullable(parent))
                .flatMap(server -> server.pipes().stream())
                .anyMatch(end -> end.inode() == pipe);
    }
}
