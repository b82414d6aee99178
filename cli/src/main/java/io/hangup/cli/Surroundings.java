package io.hangup.cli;

import io.hangup.cli.text.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where the output goes: to a person at a terminal, or to a program.
///
/// @param utf8 whether a terminal here reads UTF-8; a pipe always does
/// @param columns how many cells a line has; [Table#UNLIMITED] off a terminal
record Surroundings(boolean inputIsTerminal, boolean outputIsTerminal, boolean colour, boolean utf8, int columns) {
    private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("\\d+ (\\d+)\\s*");
    private static final int FALLBACK = 80;

    static Surroundings of(Map<String, String> environment) {
        boolean output = terminal(1);
        return new Surroundings(
                terminal(0),
                output,
                output && environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM")),
                !output || utf8(environment),
                output ? columns(environment) : Table.UNLIMITED);
    }

    /// As wide as the terminal is by now.
    Surroundings resized() {
        return outputIsTerminal ? new Surroundings(inputIsTerminal, true, colour, utf8, measured(columns)) : this;
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
        return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : measured(FALLBACK);
    }

    /// Asks `stty`, which needs the terminal as its input.
    private static int measured(int otherwise) {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(Path.of("/dev/tty").toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            Matcher size = ROWS_AND_COLUMNS.matcher(said);
            int columns = size.matches() ? Integer.parseInt(size.group(1)) : 0;
            return columns > 0 ? columns : otherwise;
        } catch (IOException | NumberFormatException e) {
            return otherwise;
        }
    }
}
