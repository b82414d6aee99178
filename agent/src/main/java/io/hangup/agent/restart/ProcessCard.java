package io.hangup.agent.restart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a process is called, whose it is and when it began, as the kernel says it.
///
/// @param uids real, effective, saved and of the file system
record ProcessCard(String name, List<Integer> uids, long startTicks) {
    private static final int LONGEST = 65_536;

    /// Field 22 of proc(5), by the first that comes after the name.
    private static final int START = 22 - 3;

    /// @param folder of the process in `/proc`
    /// @return empty when there is no such process, or when it became another one meanwhile
    static Optional<ProcessCard> of(Path folder) {
        // Each file is read in one step, the two are not.
        Optional<ProcessCard> first = once(folder);
        return first.filter(card -> once(folder).filter(card::equals).isPresent());
    }

    /// Whether it is root's in every way.
    boolean roots() {
        return uids.size() == 4 && uids.stream().allMatch(uid -> uid == 0);
    }

    private static Optional<ProcessCard> once(Path folder) {
        try {
            return parse(text(folder.resolve("status")), text(folder.resolve("stat")));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }

    /// Of a name the kernel escapes the line feed and the backslash alone: whatever else ends lines elsewhere ends none
    /// here.
    static Optional<ProcessCard> parse(String status, String stat) {
        List<String> lines = List.of(status.split("\n", -1));
        List<String> fields = List.of(stat.substring(Math.min(stat.length(), stat.lastIndexOf(')') + 2))
                .split(" ", -1));
        if (!lines.getFirst().startsWith("Name:\t") || fields.size() <= START) {
            return Optional.empty();
        }
        try {
            List<Integer> uids = lines.stream()
                    .filter(line -> line.startsWith("Uid:\t"))
                    .limit(1)
                    .flatMap(line -> List.of(line.substring(5).split("\t", -1)).stream())
                    .map(Integer::valueOf)
                    .toList();
            return Optional.of(new ProcessCard(lines.getFirst().substring(6), uids, Long.parseLong(fields.get(START))));
        } catch (NumberFormatException noCard) {
            return Optional.empty();
        }
    }

    private static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        }
    }
}
