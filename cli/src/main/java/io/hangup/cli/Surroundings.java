package io.hangup.cli;

import io.hangup.cli.text.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the output goes: to a person at a terminal, or to a program.
///
/// @param utf8 whether a terminal here reads UTF-8; a pipe always does
/// @param columns how many cells a line has; [Table#UNLIMITED] off a terminal
/// @param rows how many lines there are; [Table#UNLIMITED] until they are measured
record Surroundings(
        boolean inputIsTerminal, boolean outputIsTerminal, boolean colour, boolean utf8, int columns, int rows) {
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})\\s*");
    private static final int FALLBACK = 80;

    static Surroundings of(Map<String, String> environment) {
        boolean output = terminal(1);
        return new Surroundings(
                terminal(0),
                output,
                output && environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM")),
                !output || utf8(environment),
                output ? columns(environment) : Table.UNLIMITED,
                Table.UNLIMITED);
    }

    /// As large as the terminal is by now.
    Surroundings resized() {
        return outputIsTerminal ? size(stty()).map(this::sized).orElse(this) : this;
    }

    private Surroundings sized(Size size) {
        return new Surroundings(inputIsTerminal, true, colour, utf8, size.columns(), size.rows());
    }

    private static boolean terminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String charset = value.toUpperCase(Locale.ROOT);
                return charset.contains("UTF-8") || charset.contains("UTF8");
            }
        }
        return false;
    }

    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9]\\d{0,4}")
                ? Integer.parseInt(columns)
                : size(stty()).map(Size::columns).orElse(FALLBACK);
    }

    /// How large a terminal is, in cells.
    record Size(int rows, int columns) {}

    /// What `stty size` said; empty where that is no size.
    static Optional<Size> size(String said) {
        Matcher size = ROWS_AND_COLUMNS.matcher(said);
        return size.matches()
                ? Optional.of(new Size(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))))
                : Optional.empty();
    }

    /// Asks `stty`, which needs the terminal as its input.
    private static String stty() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
