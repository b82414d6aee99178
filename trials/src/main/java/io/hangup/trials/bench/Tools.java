package io.hangup.trials.bench;

import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The peers' programs, built here and laid down in a host's `/root`.
///
/// @param floors whether there is a C compiler, and so the floors
record Tools(boolean floors) {
    private static final Path PLACE = Path.of("/root");
    private static final List<String> SCRIPTS = List.of("by-terminal.sh", "by-process.sh");
    private static final List<String> FLOORS = List.of("naive", "lean");

    /// @param sources the folder `src/main` of this module
    static Tools into(Host host, Path sources, Path scratch) throws IOException {
        for (String script : SCRIPTS) {
            lay(host, sources.resolve("sh").resolve(script));
        }
        boolean floors = Requirements.has("gcc");
        if (floors) {
            for (String floor : FLOORS) {
                Path program = scratch.resolve(floor);
                Path source = sources.resolve("c").resolve(floor + ".c");
                Command.of("gcc", "-O2", "-o", program.toString(), source.toString())
                        .check();
                lay(host, program);
            }
        }
        return new Tools(floors);
    }

    private static void lay(Host host, Path program) throws IOException {
        Path there = seen(host, in(program.getFileName().toString()));
        Files.copy(program, there);
        Files.setPosixFilePermissions(there, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// The path, in the host, of one of the programs.
    static String in(String program) {
        return PLACE.resolve(program).toString();
    }

    /// A host's file as the machine sees it.
    static Path seen(Host host, String path) {
        return Path.of("/proc/" + host.init() + "/root" + path);
    }
}
