package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A named network namespace, as `ip netns` keeps them in `/run/netns`.
record Netns(String name) {
    private static final Duration TO_DIE = Duration.ofSeconds(5);

    static Netns named(String name) {
        return new Netns(name);
    }

    /// Those whose name begins so, of this lab or of one that was killed.
    static List<Netns> beginning(String prefix) {
        Path all = Path.of("/run/netns");
        if (!Files.isDirectory(all)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(all)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix))
                    .map(Netns::new)
                    .toList();
        } catch (IOException e) {
            throw new LabFailure("cannot list " + all, e);
        }
    }

    Path path() {
        return Path.of("/run/netns", name);
    }

    void add() {
        Command.of("ip", "netns", "add", name).check();
    }

    /// Runs lines of `ip` in it, all in one process.
    void ip(String lines) {
        Command.of("ip", "-n", name, "-batch", "-").reading(lines).check();
    }

    /// The words that run a program in this namespace and otherwise on the machine itself.
    List<String> inside(List<String> words) {
        return Stream.concat(Stream.of("nsenter", "--net=" + path(), "--"), words.stream())
                .toList();
    }

    /// Everything that runs in it, by the machine's pids.
    List<ProcessHandle> processes() {
        return Command.of("ip", "netns", "pids", name)
                .run()
                .out()
                .lines()
                .map(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                .flatMap(Optional::stream)
                .toList();
    }

    /// Kills what still runs in it and removes it, unless somebody else has just done so.
    void remove() {
        List<ProcessHandle> left = processes();
        left.forEach(ProcessHandle::destroyForcibly);
        Patience.within(TO_DIE, () -> left.stream().noneMatch(ProcessHandle::isAlive));
        Command.Ended ended = Command.of("ip", "netns", "del", name).run();
        if (!ended.good() && Files.exists(path())) {
            throw new LabFailure("cannot remove " + name + ": " + ended.err().strip());
        }
    }
}
