package io.hangup.trials.restart;

import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Debian packages that a light host has and its machine has not: fetched by the machine's own apt, unpacked on
/// the host alone and laid over its `/usr`. Nothing is installed.
final class Borrowed {
    private static final Duration TO_FETCH = Duration.ofMinutes(3);

    private final Path archives;

    private Borrowed(Path archives) {
        this.archives = archives;
    }

    /// @param folder of the lab
    static Borrowed fetch(Path folder, List<String> packages) throws IOException {
        Path archives = Files.createDirectories(folder.resolve("archives"));
        Files.createDirectories(archives.resolve("partial"));
        apt(archives, List.of("update"));
        List<String> words = new ArrayList<>(List.of("install", "-y", "--download-only", "--no-install-recommends"));
        words.addAll(packages);
        apt(archives, words);
        return new Borrowed(archives);
    }

    private static void apt(Path archives, List<String> arguments) {
        List<String> words = new ArrayList<>(
                List.of("apt-get", "-q", "-o", "Dir::Cache::archives=" + archives, "-o", "APT::Sandbox::User=root"));
        words.addAll(arguments);
        Command.of(words).within(TO_FETCH).check();
    }

    void unpack(Host host) throws IOException {
        host.exec("mkdir", "-p", "/var/tmp/archives", "/var/tmp/over/usr");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(archives, "*.deb")) {
            for (Path archive : all) {
                Files.copy(
                        archive,
                        Path.of("/proc/" + host.init() + "/root/var/tmp/archives")
                                .resolve(String.valueOf(archive.getFileName())));
            }
        }
        // Debian 12 merges /bin, /sbin and /lib into /usr; its packages do not yet.
        host.exec("sh", "-e", "-c", """
                cd /var/tmp/over
                for archive in ../archives/*.deb; do dpkg-deb -x $archive .; done
                for folder in bin sbin lib; do [ ! -d $folder ] || cp -a $folder/. usr/$folder; done
                [ ! -d etc ] || cp -an etc/. /etc/
                mount -t overlay -o lowerdir=/var/tmp/over/usr:/usr overlay /usr
                """);
    }
}
