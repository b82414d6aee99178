package io.hangup.agent.restart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Whether OpenRC, when it has stopped a service, ends all that is left in the service's cgroup, sessions with it:
/// `rc_cgroup_cleanup`. Its settings are shell, so any line that could turn it on counts, whatever stands after it.
///
/// Source: `openrc-run.sh`, which reads conf.d, rc.conf, rc.conf.d and the service's script, in this order.
final class CgroupCleanup {
    private static final String KEY = "rc_cgroup_cleanup";
    private static final int LONGEST = 1 << 20;

    /// Words that OpenRC's `yesno` takes for no.
    private static final Pattern OFF =
            Pattern.compile("(?i)\\s*(?:export\\s+)?" + KEY + "=([\"']?)(?:no|false|off|0|)\\1(?:\\s+#.*)?\\s*");

    private final Path root;

    /// @param root of the host, as this process sees it
    CgroupCleanup(Path root) {
        this.root = root;
    }

    /// Where it may be turned on for a service; empty when it is not.
    Optional<String> of(String service) {
        try {
            for (Path file : files(service)) {
                Optional<String> line = in(file);
                if (line.isPresent()) {
                    return line;
                }
            }
            return Optional.empty();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.of("OpenRC's settings can't be read: " + e.getMessage());
        }
    }

    /// `net.eth0` reads what is meant for `net` as well.
    private List<Path> files(String service) throws IOException {
        List<Path> files = new ArrayList<>();
        String kind = service.split("\\.", 2)[0];
        for (String name : List.of(kind, service)) {
            files.add(root.resolve("etc/conf.d/" + name));
            files.addAll(in(root.resolve("etc/conf.d"), name + ".*"));
        }
        files.add(root.resolve("etc/rc.conf"));
        files.addAll(in(root.resolve("etc/rc.conf.d"), "*.conf"));
        files.add(root.resolve("etc/init.d/" + service));
        return files;
    }

    private static List<Path> in(Path folder, String glob) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
            found.forEach(files::add);
        } catch (NoSuchFileException | NotDirectoryException none) {
            return List.of();
        }
        return files;
    }

    private Optional<String> in(Path file) throws IOException {
        byte[] bytes;
        try (var in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LONGEST);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        List<String> lines =
                new String(bytes, StandardCharsets.ISO_8859_1).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.contains(KEY)
                    && !line.stripLeading().startsWith("#")
                    && !OFF.matcher(line).matches()) {
                return Optional.of("/" + root.relativize(file) + " line " + (i + 1) + " may turn on " + KEY);
            }
        }
        return bytes.length < LONGEST ? Optional.empty() : Optional.of("/" + root.relativize(file) + " is too long");
    }
}
