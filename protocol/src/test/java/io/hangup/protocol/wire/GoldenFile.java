package io.hangup.protocol.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a value looks on the wire, as a file of this source tree. Run the tests with `-Dgolden.write=true` to write the
/// files anew, and read the difference before it is committed: each line of it is a change for every reader.
final class GoldenFile {
    private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

    private GoldenFile() {}

    static Path of(String name) {
        return FOLDER.resolve(name + ".json");
    }

    static String pretty(Object value) {
        try {
            return Wire.json().writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the file should say; first writes `now` into it when asked to.
    static String text(String name, String now) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(of(name), now);
        }
        return Files.exists(of(name)) ? Files.readString(of(name)) : "(there is no such file)";
    }

    /// The first lines that differ, and how to renew the file.
    static String difference(String name, String file, String now) {
        String[] was = file.split("\n", -1);
        String[] is = now.split("\n", -1);
        int line = 0;
        while (line < was.length && line < is.length && was[line].equals(is[line])) {
            line++;
        }
        return of(name) + ":" + (line + 1) + "\n  file: " + at(was, line) + "\n  now:  " + at(is, line)
                + "\nif that is meant: mvn -pl protocol test -Dtest='Golden*' -Dgolden.write=true";
    }

    private static String at(String[] lines, int index) {
        return index < lines.length ? lines[index] : "(end)";
    }
}
