package io.hangup.agent.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Who is in a group, by the host's own files.
final class Accounts {
    private Accounts() {}

    static Optional<String> memberOf(String group) {
        for (String line : lines("/etc/group")) {
            String[] parts = line.split(":", -1);
            if (parts.length >= 4 && parts[0].equals(group)) {
                return parts[3].isEmpty() ? ofPrimary(parts[2]) : Optional.of(parts[3].split(",", -1)[0]);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofPrimary(String gid) {
        return lines("/etc/passwd").stream()
                .map(line -> line.split(":", -1))
                .filter(parts -> parts.length >= 4 && parts[3].equals(gid))
                .map(parts -> parts[0])
                .findFirst();
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file), StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
