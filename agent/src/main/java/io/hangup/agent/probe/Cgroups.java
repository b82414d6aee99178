package io.hangup.agent.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The cgroup v2 id of a process, which sockets made there carry too: the inode of its folder, cgroups(7). Anybody may
/// read it, so it tells an agent without capabilities which listening sockets are an SSH server's.
final class Cgroups {
    private static final List<Path> MOUNTS = List.of(Path.of("/sys/fs/cgroup/unified"), Path.of("/sys/fs/cgroup"));
    private static final String UNIFIED = "0::/";

    private final ProcFiles files;

    Cgroups(ProcFiles files) {
        this.files = files;
    }

    /// @return 0 when it is not known, or when the process is in the root, where anything may be
    long idOf(int pid) {
        int length = files.read(pid, "cgroup");
        if (length <= 0) {
            return 0;
        }
        return new String(files.bytes(), 0, length, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith(UNIFIED) && line.length() > UNIFIED.length())
                .mapToLong(line -> inode(line.substring(UNIFIED.length())))
                .findFirst()
                .orElse(0);
    }

    private static long inode(String path) {
        for (Path mount : MOUNTS) {
            long inode = inode(mount.resolve(path));
            if (inode != 0) {
                return inode;
            }
        }
        return 0;
    }

    private static long inode(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:ino") instanceof Long inode ? inode : 0;
        } catch (IOException e) {
            // Not mounted there, or the cgroup is gone.
            return 0;
        }
    }
}
