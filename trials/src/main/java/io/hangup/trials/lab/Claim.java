package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One lab's number, taken for as long as its process lives: it decides the lab's subnet `10.77.N.0/24`, the
/// names of its namespaces and its folder, so two labs never meet and what a killed one left can be told and
/// removed.
///
/// The folder `hangup-labs/N` holds `owner`: pid and start ticks (`/proc/PID/stat`, field 22) of the process.
/// Numbers are taken, and what killed labs left is swept, by one process at a time: whoever holds the lock on
/// `hangup-labs/lock` sees no half-made folder of a living one. The kernel gives the lock of a killed process
/// back.
record Claim(int number, Path folder) {
    private static final int LAST = 254;
    private static final String OWNER = "owner";
    private static final Object LOCK = new Object();

    static Claim take() {
        Path all = labs();
        return alone(all, () -> {
            for (int n = 1; n <= LAST; n++) {
                Path place = all.resolve(Integer.toString(n));
                if (!Files.exists(place)
                        && !Files.exists(Netns.named("hangup" + n + "-sw").path())) {
                    Files.createDirectory(place);
                    Files.writeString(
                            place.resolve(OWNER),
                            owner(ProcessHandle.current().pid()).orElseThrow());
                    return new Claim(n, place);
                }
            }
            throw new LabFailure("all " + LAST + " labs are in use, see " + all);
        });
    }

    /// Removes the labs whose process is gone; returns their numbers.
    ///
    /// @param rest removes what a lab has elsewhere, before its number is given back
    static List<Integer> sweep(Consumer<Claim> rest) {
        Path all = labs();
        return alone(all, () -> {
            List<Claim> abandoned = abandoned(all);
            for (Claim left : abandoned) {
                rest.accept(left);
                removeTree(left.folder());
            }
            return abandoned.stream().map(Claim::number).toList();
        });
    }

    private static List<Claim> abandoned(Path all) throws IOException {
        List<Claim> found = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(all, "[0-9]*")) {
            for (Path folder : folders) {
                if (ownerGone(folder)) {
                    found.add(new Claim(Integer.parseInt(folder.getFileName().toString()), folder));
                }
            }
        }
        return found;
    }

    private static boolean ownerGone(Path folder) throws IOException {
        try {
            String owner = Files.readString(folder.resolve(OWNER));
            if (owner.isEmpty()) {
                return true;
            }
            long pid = Long.parseLong(owner.substring(0, owner.indexOf(' ')));
            return !owner(pid).equals(Optional.of(owner));
        } catch (NoSuchFileException _) {
            return true;
        }
    }

    String prefix() {
        return "hangup" + number + "-";
    }

    /// Without the lock, so that an interrupted thread can: for whoever sweeps meanwhile there is nothing left to
    /// remove but this folder.
    void release() {
        removeTree(folder);
    }

    /// Runs one at a time, among the threads of this process and all processes of the machine.
    private static <T> T alone(Path all, Work<T> work) {
        synchronized (LOCK) {
            try (FileChannel channel =
                    FileChannel.open(all.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                return work.run();
            } catch (IOException e) {
                throw new LabFailure("cannot take a number of a lab, or sweep, in " + all, e);
            }
        }
    }

    private interface Work<T> {
        T run() throws IOException;
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
