package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One lab's number, taken for as long as its process lives: it decides the lab's subnet `10.77.N.0/24`, the
/// names of its namespaces and its folder, so two labs never meet and what a killed one left can be told and
/// removed.
///
/// The folder `hangup-labs/N` holds `owner`: pid and start ticks (`/proc/PID/stat`, field 22) of the process. A
/// number is taken by renaming a folder with that file in place, so there is no moment at which a lab has no
/// owner.
record Claim(int number, Path folder) {
    private static final int LAST = 254;
    private static final String OWNER = "owner";

    static Claim take() {
        Path all = labs();
        try {
            Path fresh = Files.createTempDirectory(all, "new-");
            Files.writeString(
                    fresh.resolve(OWNER), owner(ProcessHandle.current().pid()).orElseThrow());
            for (int n = 1; n <= LAST; n++) {
                Path place = all.resolve(Integer.toString(n));
                if (!Files.exists(place)
                        && !Files.exists(Netns.named("hangup" + n + "-sw").path())
                        && moved(fresh, place)) {
                    return new Claim(n, place);
                }
            }
            removeTree(fresh);
        } catch (IOException e) {
            throw new LabFailure("cannot make a folder for the lab in " + all, e);
        }
        throw new LabFailure("all " + LAST + " labs are in use, see " + all);
    }

    private static boolean moved(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException _) {
            return false;
        }
    }

    /// The labs whose process is gone.
    static List<Claim> abandoned() {
        List<Claim> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(labs(), "[0-9]*")) {
            for (Path folder : folders) {
                if (ownerGone(folder)) {
                    found.add(new Claim(Integer.parseInt(folder.getFileName().toString()), folder));
                }
            }
        } catch (IOException e) {
            throw new LabFailure("cannot list " + labs(), e);
        }
        return found;
    }

    private static boolean ownerGone(Path folder) throws IOException {
        Path file = folder.resolve(OWNER);
        if (!Files.exists(file)) {
            return true;
        }
        String owner = Files.readString(file);
        long pid = Long.parseLong(owner.substring(0, owner.indexOf(' ')));
        return !owner(pid).equals(Optional.of(owner));
    }

    String prefix() {
        return "hangup" + number + "-";
    }

    void release() {
        removeTree(folder);
    }

    static Path labs() {
        Path all = Path.of(System.getProperty("java.io.tmpdir"), "hangup-labs");
        try {
            Files.createDirectory(
                    all, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (FileAlreadyExistsException _) {
            requireOurs(all);
        } catch (IOException e) {
            throw new LabFailure("cannot make " + all, e);
        }
        return all;
    }

    /// The temporary folder is everybody's: what somebody else put there, root must not work in.
    private static void requireOurs(Path all) {
        try {
            Object uid = Files.getAttribute(all, "unix:uid", LinkOption.NOFOLLOW_LINKS);
            Object own = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            if (!Files.isDirectory(all, LinkOption.NOFOLLOW_LINKS) || !uid.equals(own)) {
                throw new LabFailure(all + " is not a folder of this user; remove it");
            }
        } catch (IOException e) {
            throw new LabFailure("cannot look at " + all, e);
        }
    }

    private static Optional<String> owner(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            boolean dead = afterName[0].equals("Z") || afterName[0].equals("X");
            return dead ? Optional.empty() : Optional.of(pid + " " + afterName[19]);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static void removeTree(Path root) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                        throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new LabFailure("cannot remove " + root, e);
        }
    }
}
