package io.hangup.trials.lab;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which of the machine's folders a host must still see (read-only) although it covers what is above them with
/// its own: the JDK that runs the lab and the code on the class path, so that an agent can be started in a
/// host.
final class Visible {
    private static final List<Path> COVERED =
            Stream.of("/home", "/root", "/run", "/tmp", "/var").map(Path::of).toList();

    private Visible() {}

    static List<Path> folders() {
        return outermost(wanted().flatMap(path -> shown(path).stream()).toList());
    }

    /// All of it, for a host that has none of the machine's files.
    static List<Path> everything() {
        return outermost(wanted().flatMap(path -> {
                    List<Path> shown = shown(path);
                    return shown.isEmpty()
                            ? Stream.of(Files.isDirectory(path) ? path : path.getParent())
                            : shown.stream();
                })
                .toList());
    }

    private static Stream<Path> wanted() {
        var wanted = new TreeSet<Path>();
        wanted.add(Path.of(System.getProperty("java.home")));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            wanted.add(path);
            project(path).ifPresent(wanted::add);
        }
        return wanted.stream().filter(Files::exists);
    }

    /// The whole checkout that a class path entry was built in: parts are started from their own modules' folders.
    private static Optional<Path> project(Path entry) {
        return Stream.iterate(entry, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("pom.xml")))
                .reduce((_, outer) -> outer);
    }

    /// Two levels below what is covered: `/home/ann/hangup` for anything in it, `/root/.m2` likewise; few
    /// enough to bind.
    static List<Path> shown(Path path) {
        for (Path covered : COVERED) {
            if (path.startsWith(covered)) {
                int levels = Math.min(path.getNameCount(), covered.equals(Path.of("/root")) ? 2 : 3);
                Path shown = Path.of("/").resolve(path.subpath(0, levels));
                return List.of(Files.isDirectory(shown) ? shown : shown.getParent());
            }
        }
        return List.of();
    }

    private static List<Path> outermost(List<Path> paths) {
        List<Path> kept = new ArrayList<>();
        for (Path path : new TreeSet<>(paths)) {
            if (kept.stream().noneMatch(path::startsWith) && !COVERED.contains(path)) {
                kept.add(path);
            }
        }
        return kept;
    }
}
