package io.hangup.agent;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file system of its own that is frozen, fsfreeze(8): whoever makes a file in it waits in state D, which no signal
/// reaches, until it is thawed.
final class FrozenFolder implements AutoCloseable {
    private final Path folder;
    private boolean frozen;

    private FrozenFolder(Path folder) {
        this.folder = folder;
    }

    static FrozenFolder make(Path beside) throws IOException {
        assumeTrue(
                Files.exists(Path.of("/dev/loop-control")) && Files.isExecutable(Path.of("/usr/sbin/mkfs.ext4")),
                "needs loop devices and mkfs.ext4");
        Path image = beside.resolve("frozen.img");
        Path folder = Files.createDirectory(beside.resolve("frozen"));
        run("truncate", "-s", "8M", image.toString());
        run("mkfs.ext4", "-q", "-F", image.toString());
        run("mount", "-o", "loop", image.toString(), folder.toString());
        var frozen = new FrozenFolder(folder);
        try {
            run("chmod", "1777", folder.toString());
            run("fsfreeze", "-f", folder.toString());
            frozen.frozen = true;
        } catch (RuntimeException e) {
            frozen.close();
            throw e;
        }
        return frozen;
    }

    Path path() {
        return folder;
    }

    void thaw() {
        run("fsfreeze", "-u", folder.toString());
        frozen = false;
    }

    @Override
    public void close() {
        if (frozen) {
            thaw();
        }
        run("umount", folder.toString());
    }

    private static void run(String... line) {
        try {
            OwnSshd.run(line);
        } catch (Exception e) {
            throw new IllegalStateException(String.join(" ", line), e);
        }
    }
}
