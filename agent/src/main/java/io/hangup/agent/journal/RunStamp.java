package io.hangup.agent.journal;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.BootId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the ledger must hold, noted where it can't be rolled back together with the ledger: in `/run`, which is memory
/// and gone with the boot. A small file that is written anew each time: the boot, the highest epoch, and the last
/// commands.
final class RunStamp {
    /// Older commands are not looked for: the ledger forgets after a week.
    static final Duration MEMORY = Duration.ofDays(1);

    /// The most commands that are noted; the ledger remembers more.
    static final int MOST = 200;

    private final Path file;
    private final BootId boot;
    private final Map<CommandId, Instant> commands = new LinkedHashMap<>();
    private long epoch;

    private RunStamp(Path file, BootId boot) {
        this.file = file;
        this.boot = boot;
    }

    /// Reads the note of this boot; one of another boot says nothing.
    ///
    /// @throws IOException when it is there and can't be read, or the folder can't be used
    static RunStamp open(Path folder, BootId boot) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        RunStamp stamp = new RunStamp(folder.resolve("ledger.stamp"), boot);
        stamp.read();
        return stamp;
    }

    long epoch() {
        return epoch;
    }

    /// The commands noted since then.
    List<CommandId> since(Instant start) {
        return commands.entrySet().stream()
                .filter(entry -> entry.getValue().isAfter(start))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Notes a command that the ledger has taken.
    void note(CommandId command, long newEpoch, Instant at) throws IOException {
        commands.remove(command);
        commands.put(command, at);
        while (commands.size() > MOST) {
            commands.remove(commands.keySet().iterator().next());
        }
        epoch = Math.max(epoch, newEpoch);
        List<String> lines = new ArrayList<>(List.of("boot " + boot, "epoch " + epoch));
        commands.forEach((id, when) -> lines.add(when + " " + id));
        Path next = file.resolveSibling("ledger.stamp.next");
        Files.write(next, lines, StandardCharsets.US_ASCII);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void read() throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        } catch (NoSuchFileException e) {
            return;
        }
        if (lines.isEmpty() || !lines.getFirst().equals("boot " + boot)) {
            return;
        }
        try {
            epoch = Long.parseLong(lines.get(1).substring("epoch ".length()));
            for (String line : lines.subList(2, lines.size())) {
                int blank = line.indexOf(' ');
                commands.put(new CommandId(line.substring(blank + 1)), Instant.parse(line.substring(0, blank)));
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeParseException e) {
            throw new IOException(file + " is damaged", e);
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
