package io.hangup.agent.signal;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The processes that Hangup itself runs by on this host: this one, those at the other ends of its Unix sockets, and
/// all above each.
///
/// Of an executor the other end is the agent that hands it commands, wherever it was started from. It is asked of the
/// kernel (`SO_PEERCRED`, unix(7)), so nobody can claim to be another process. A stranger there is only not ended.
final class Lineage {
    private static final Logger LOG = System.getLogger(Lineage.class.getName());

    private Lineage() {}

    /// Their pids. Empty when there is no descriptor left to find them with.
    static Set<Integer> now() {
        Set<Integer> all = new HashSet<>();
        add(ProcessHandle.current(), all);
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                Kernel.peer(Integer.parseInt(descriptor.getFileName().toString()))
                        .ifPresent(pid -> {
                            all.add(pid);
                            ProcessHandle.of(pid).ifPresent(peer -> add(peer, all));
                        });
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.log(Level.ERROR, "Own descriptors can''t be listed: {0}", e);
            return Set.of();
        }
        return Set.copyOf(all);
    }

    private static void add(ProcessHandle process, Set<Integer> all) {
        Optional<ProcessHandle> at = Optional.of(process);
        while (at.isPresent()) {
            all.add(Math.toIntExact(at.get().pid()));
            at = at.get().parent();
        }
    }
}
