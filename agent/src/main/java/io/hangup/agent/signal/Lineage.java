package io.hangup.agent.signal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The processes that Hangup itself runs by on this host: this one, those at the other ends of its Unix sockets, and
/// all
/// above each.
///
/// Of an executor the other end is the agent that hands it commands, wherever it was started from. It is asked of the
/// kernel (`SO_PEERCRED`, unix(7)), so nobody can claim to be another process; and a stranger who gets so far is only
/// not
/// ended.
final class Lineage {
    private Lineage() {}

    static Set<Integer> now() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current()),
                        peers().stream().flatMap(pid -> ProcessHandle.of(pid).stream()))
                .flatMap(Lineage::upwards)
                .map(handle -> Math.toIntExact(handle.pid()))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<ProcessHandle> upwards(ProcessHandle process) {
        return Stream.iterate(
                        Optional.of(process), Optional::isPresent, handle -> handle.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream);
    }

    private static Set<Integer> peers() {
        Set<Integer> peers = new HashSet<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                OptionalInt peer =
                        Kernel.peer(Integer.parseInt(descriptor.getFileName().toString()));
                peer.ifPresent(peers::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a process can always list its own descriptors", e);
        }
        return peers;
    }
}
