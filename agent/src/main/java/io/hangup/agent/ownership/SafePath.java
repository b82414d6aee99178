package io.hangup.agent.ownership;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Whether nobody but root, or this process's own user, can decide what a path leads to: as sshd asks of
/// `authorized_keys` (`safe_path` in OpenSSH's `misc.c`), for the file and each folder above it. A folder with the
/// sticky bit lets nobody replace what is another's, inode(7).
public final class SafePath {
    private static final int WRITABLE_BY_OTHERS = 0022;
    private static final int STICKY = 01000;
    private static final int KIND = 0170000;
    private static final int FOLDER = 0040000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;

    private final int self;

    /// @param self this process's own user, who may own what root may
    public SafePath(int self) {
        this.self = self;
    }

    /// What is wrong, with the cure; empty when all is well, also when nothing is there.
    public Optional<String> fault(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        Optional<String> fault = chain(path);
        // Behind a link there is another chain.
        return fault.isEmpty() && Files.exists(path) && !path.toRealPath().equals(path)
                ? chain(path.toRealPath())
                : fault;
    }

    /// The same of the folders above a file that is not there: who could put one there.
    public Optional<String> faultAbove(Path file) throws IOException {
        return above(file.toAbsolutePath().normalize());
    }

    private Optional<String> chain(Path path) throws IOException {
        Optional<String> fault = look(path, true);
        return fault.isPresent() ? fault : above(path);
    }

    private Optional<String> above(Path path) throws IOException {
        for (Path part = path.getParent(); part != null; part = part.getParent()) {
            Optional<String> fault = look(part, false);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private Optional<String> look(Path part, boolean last) throws IOException {
        Map<String, Object> facts;
        try {
            facts = Files.readAttributes(part, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int uid = number(facts, "uid");
        int mode = number(facts, "mode");
        int kind = mode & KIND;
        if (uid != 0 && uid != self) {
            return Optional.of(part + " belongs to uid " + uid + "; run: chown root " + part);
        }
        if (kind == LINK) {
            return Optional.empty();
        }
        if (last && kind != FILE) {
            return Optional.of(part + " is no plain file; put one there");
        }
        boolean sticky = kind == FOLDER && (mode & STICKY) != 0;
        return (mode & WRITABLE_BY_OTHERS) == 0 || sticky
                ? Optional.empty()
                : Optional.of(part + " can be written by others; run: chmod go-w " + part);
    }

    private static int number(Map<String, Object> facts, String name) throws IOException {
        if (facts.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IOException("this file system does not tell a file's " + name);
    }
}
