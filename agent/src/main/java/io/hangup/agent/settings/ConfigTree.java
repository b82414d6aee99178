package io.hangup.agent.settings;

import io.hangup.agent.audit.MatchBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// A configuration file and those that it includes, read with bounds. What can't be read is left out.
///
/// @param files in the order found
/// @param texts of those files
/// @param writtenAt the youngest modification; `Instant.EPOCH` when there is none
record ConfigTree(List<Path> files, List<String> texts, Instant writtenAt) {
    private static final int MOST_FILES = 64;
    private static final long LONGEST = 262_144;

    ConfigTree {
        files = List.copyOf(files);
        texts = List.copyOf(texts);
    }

    static ConfigTree of(Path root) {
        List<Path> files = new ArrayList<>(List.of(root));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < files.size() && files.size() <= MOST_FILES; i++) {
            String text = read(files.get(i));
            texts.add(text);
            for (String pattern : MatchBlock.includes(text)) {
                // sshd_config(5): relative to /etc/ssh.
                matching(Path.of("/etc/ssh").resolve(pattern)).stream()
                        .filter(found -> !files.contains(found))
                        .forEach(files::add);
            }
        }
        return read(files, texts);
    }

    /// Files that are there, of those that match the patterns.
    static ConfigTree matching(List<String> patterns) {
        List<Path> files = patterns.stream()
                .flatMap(pattern -> matching(Path.of(pattern)).stream())
                .limit(MOST_FILES)
                .toList();
        return read(files, files.stream().map(ConfigTree::read).toList());
    }

    private static ConfigTree read(List<Path> files, List<String> texts) {
        Instant youngest = Instant.EPOCH;
        for (Path file : files) {
            Instant written = writtenAt(file);
            youngest = written.isAfter(youngest) ? written : youngest;
        }
        return new ConfigTree(files, texts, youngest);
    }

    static List<Path> matching(Path pattern) {
        Path folder = pattern.getParent();
        Path name = pattern.getFileName();
        if (folder == null || name == null) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, name.toString())) {
            all.forEach(found::add);
        } catch (IOException | PatternSyntaxException | DirectoryIteratorException e) {
            return List.of();
        }
        return found.stream().sorted().toList();
    }

    private static String read(Path file) {
        try {
            return Files.size(file) > LONGEST ? "" : new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    static Instant writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException gone) {
            return Instant.EPOCH;
        }
    }

    /// Changes whenever one of the files does.
    String print() {
        StringBuilder print = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            print.append(files.get(i)).append(' ').append(writtenAt(files.get(i)));
            print.append(' ')
                    .append(i < texts.size() ? texts.get(i).hashCode() : 0)
                    .append('\n');
        }
        return print.toString();
    }
}
