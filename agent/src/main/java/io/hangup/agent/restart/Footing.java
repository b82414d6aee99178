package io.hangup.agent.restart;

import io.hangup.agent.ownership.SafePath;
import io.hangup.protocol.session.ProcessStamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Whether root may act on what a process says of itself, and run what it runs: only where nobody but root decides
/// that.
final class Footing {
    private static final Path PROC = Path.of("/proc");

    private Footing() {}

    /// Why this process is not root's own, in the host's own mount namespace; empty when it is.
    static Optional<String> ofProcess(ProcessStamp process) {
        Optional<ProcessCard> card = ProcessCard.of(PROC.resolve(Integer.toString(process.pid())));
        if (card.isEmpty() || card.get().startTicks() != process.startTicks()) {
            return Optional.of("process " + process.pid() + " has ended");
        }
        if (!card.get().roots()) {
            return Optional.of("process " + process.pid() + " runs as uid "
                    + card.get().uids().stream()
                            .findFirst()
                            .map(String::valueOf)
                            .orElse("unknown")
                    + ": only a server that runs as root is restarted");
        }
        return sameMounts(process.pid())
                ? Optional.empty()
                : Optional.of("process " + process.pid() + " is not seen to live in the host's own mount namespace, so"
                        + " its files may be others than those of that name here");
    }

    /// A unit with a private view of the host has another namespace than the host.
    private static boolean sameMounts(int pid) {
        Optional<Path> its = mounts(Integer.toString(pid));
        return its.isPresent() && (its.equals(mounts("1")) || its.equals(mounts("self")));
    }

    private static Optional<Path> mounts(String pid) {
        try {
            return Optional.of(Files.readSymbolicLink(PROC.resolve(pid).resolve("ns/mnt")));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /// Why somebody else than root could decide what this program is or does; empty when nobody can.
    ///
    /// @param arguments with which it would be run
    static Optional<String> ofCommand(Path program, List<String> arguments) {
        Optional<String> fault = ofFile(program);
        for (int i = 0; fault.isEmpty() && i + 1 < arguments.size(); i += 2) {
            fault = switch (arguments.get(i)) {
                case "-f", "-h" -> ofFile(Path.of(arguments.get(i + 1)));
                default -> Optional.empty();
            };
        }
        return fault;
    }

    /// Why this file is not root's alone, or not there; empty when it is.
    static Optional<String> ofFile(Path file) {
        if (!file.isAbsolute()) {
            return Optional.of(file + " is named without its folder");
        }
        try {
            return Files.exists(file) ? new SafePath(0).fault(file) : Optional.of(file + " is not there");
        } catch (IOException e) {
            return Optional.of(file + " can't be looked at: " + e);
        }
    }
}
