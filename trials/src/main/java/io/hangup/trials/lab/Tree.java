package io.hangup.trials.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The files of a fresh Debian, from which hosts boot and which they never write. Made once by mmdebstrap (half a
/// minute and 180 MB) and kept in `/var/cache/hangup-lab`, or in the folder that `HANGUP_LAB_CACHE` names.
///
/// A tree's name holds the hash of its recipe, so another recipe is another tree. It is made under another name and
/// renamed when complete, by one process at a time; what a killed one left is removed by the next.
record Tree(Release release, Path folder) {
    private static final String VARIABLE = "HANGUP_LAB_CACHE";
    private static final String CACHE = "/var/cache/hangup-lab";
    private static final Duration TO_MAKE = Duration.ofMinutes(10);
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private static final List<String> PACKAGES = List.of(
            "systemd,systemd-sysv,dbus,dbus-user-session,libpam-systemd,passwd,login,sudo,util-linux,libcap2-bin",
            "openssh-server,openssh-client,openssh-sftp-server,dropbear-bin,rsync,xauth",
            "procps,iproute2,iputils-ping,socat,netcat-openbsd,tmux,screen,less,vim-tiny");
    private static final List<String> LEFT_OUT = List.of("/usr/share/man/*", "/usr/share/doc/*", "/usr/share/locale/*");

    /// The tree of a release, made now if it is not there.
    static Tree of(Release release) {
        Path cache = cache();
        String finish = finish();
        var tree = new Tree(release, cache.resolve(release.suite() + "-" + hash(PACKAGES + " " + LEFT_OUT + finish)));
        // A file lock holds off other processes, and fails for another thread of this one.
        ONE_AT_A_TIME.lock();
        try (FileChannel file =
                        FileChannel.open(cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = file.lock()) {
            if (!Files.isDirectory(tree.folder)) {
                tree.make(finish);
            }
            return tree;
        } catch (IOException e) {
            throw new LabFailure("cannot make " + tree.folder, e);
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private void make(String finish) throws IOException {
        Mirror mirror = Mirror.own().orElseThrow(() -> new LabFailure(Requirements.NO_MIRROR));
        Path draft = folder.resolveSibling("draft-" + release.suite());
        Command.of("rm", "-rf", "--one-file-system", draft.toString())
                .within(TO_MAKE)
                .check();
        Files.createDirectories(draft);
        Path script = Files.writeString(draft.resolve("finish"), finish);
        Path root = draft.resolve("root");
        List<String> words = new ArrayList<>(List.of("mmdebstrap", "--quiet", "--mode=root", "--variant=apt"));
        PACKAGES.forEach(some -> words.add("--include=" + some));
        LEFT_OUT.forEach(some -> words.add("--dpkgopt=path-exclude=" + some));
        words.addAll(Mirror.options());
        words.add("--customize-hook=sh " + script + " \"$1\"");
        words.addAll(List.of(release.suite(), root.toString(), mirror.address()));
        run(words);
        Files.move(root, folder, StandardCopyOption.ATOMIC_MOVE);
        Files.delete(script);
        Files.delete(draft);
    }

    /// Runs it in namespaces of its own, which end with this process, however it ends: nobody else may find it at work.
    private static void run(List<String> words) {
        String untilInputEnds = "(\"$@\" </dev/null; echo ended $?.) & read -r _";
        List<String> script = new ArrayList<>(List.of("--", "/bin/bash", "-c", untilInputEnds, "tree"));
        script.addAll(words);
        try (Running making = Running.startUntilInputEnds(Host.unshare(script))) {
            making.await("ended ", TO_MAKE).await("ended 0.", Duration.ZERO);
        }
    }

    /// Only root may look into it: the files of a system that nobody updates are no place for users' programs.
    private static Path cache() {
        String named = System.getenv(VARIABLE);
        Path cache = Path.of(named == null ? CACHE : named).toAbsolutePath();
        try {
            return Files.createDirectories(
                    cache, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new LabFailure("cannot make " + cache + "; " + VARIABLE + " names another place", e);
        }
    }

    private static String finish() {
        try (InputStream in = Tree.class.getResourceAsStream("tree-finish")) {
            if (in == null) {
                throw new IllegalStateException("tree-finish is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new LabFailure("cannot read tree-finish", e);
        }
    }

    private static String hash(String recipe) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipe.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
