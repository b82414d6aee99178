package io.hangup.protocol.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Reads one YAML file into one record and names everything that is wrong with it. The record's components are the
/// file's keys: an `Optional` one may be left out, every other must be there. Durations are human, constants have
/// dashes, and any class with a static `parse(String)` can be a value.
public final class ConfigFile {
    private static final int LONGEST = 1 << 20;

    private ConfigFile() {}

    /// Reads a file.
    ///
    /// @param renamedKeys the new name of each key that was renamed, both dotted from the top: `kafka.servers` to
    ///     `kafka.bootstrap`
    public static <T> Loaded<T> read(Path file, Class<T> type, Map<String, String> renamedKeys) {
        if (Files.isDirectory(file)) {
            return bad(file, "is a directory; name the file in it");
        }
        try {
            return Files.size(file) > LONGEST
                    ? bad(file, "is longer than 1 MiB, which no configuration is; name another file")
                    : parse(file.toString(), Files.readString(file), type, renamedKeys);
        } catch (NoSuchFileException e) {
            return bad(file, "does not exist; create it or name another file");
        } catch (AccessDeniedException e) {
            return bad(file, "can't be read by this user; let the user that runs this process read it");
        } catch (MalformedInputException e) {
            return bad(file, "is not UTF-8 text; save it as UTF-8");
        } catch (IOException e) {
            return bad(file, "can't be read: " + e.getMessage() + "; see what is wrong with the disk or the mount");
        }
    }

    /// Reads a file's text.
    ///
    /// @param name of the file, for problems
    public static <T> Loaded<T> parse(String name, String text, Class<T> type, Map<String, String> renamedKeys) {
        Draft draft = Outline.of(text, type, renamedKeys);
        List<Draft.Fault> faults = draft.faults();
        if (faults.isEmpty()) {
            try {
                return new Loaded.Good<>(Binding.bind(draft, type));
            } catch (JsonProcessingException e) {
                faults = List.of(Binding.fault(draft, e));
            }
        }
        return new Loaded.Bad<>(faults.stream()
                .sorted()
                .map(f -> name + ":" + f.at().line() + ":" + f.at().column() + ": " + harmless(f.what()))
                .toList());
    }

    /// A configuration as YAML that [#read] would read as the same.
    public static String print(Object config) {
        return Binding.print(config);
    }

    private static <T> Loaded<T> bad(Path file, String problem) {
        return new Loaded.Bad<>(List.of(file + ": " + problem));
    }

    /// Without control and direction characters, which a file can hold and a terminal would obey.
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ");
    }
}
