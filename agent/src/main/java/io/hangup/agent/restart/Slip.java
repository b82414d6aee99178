package io.hangup.agent.restart;

import io.hangup.agent.audit.Texts;
import io.hangup.agent.executor.Restarter.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What executor and restarter hand each other: small files, taken for hostile by whoever reads one. A request
/// is a number and nothing else; an answer is that number, a word, and a line for people.
final class Slip {
    private static final int LONGEST = 1_024;
    private static final int LONGEST_WORDS = 600;
    private static final Pattern REQUEST = Pattern.compile("(\\d{1,18})\\n");
    private static final Pattern ANSWER = Pattern.compile("(\\d{1,18}) (good|refused|failed) ([ -~]{1,700})\\n");

    private Slip() {}

    static String request(long number) {
        return number + "\n";
    }

    static Optional<Long> request(String text) {
        Matcher matcher = REQUEST.matcher(text);
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(1))) : Optional.empty();
    }

    static String answer(long number, Answer answer) {
        return switch (answer) {
            case Answer.Good(String how) -> line(number, "good", how);
            case Answer.Refused(String why) -> line(number, "refused", why);
            case Answer.Failed(String why) -> line(number, "failed", why);
        };
    }

    private static String line(long number, String word, String text) {
        String words = Texts.printable(text, LONGEST_WORDS);
        return number + " " + word + " " + (words.isEmpty() ? "(without a word)" : words) + "\n";
    }

    /// The answer to this number; empty when it is none, or to another one.
    static Optional<Answer> answer(String text, long number) {
        Matcher matcher = ANSWER.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) != number) {
            return Optional.empty();
        }
        String words = matcher.group(3);
        return Optional.of(
                switch (matcher.group(2)) {
                    case "good" -> new Answer.Good(words);
                    case "refused" -> new Answer.Refused(words);
                    default -> new Answer.Failed(words);
                });
    }

    /// A plain file's text; empty when there is none that could be a slip.
    static Optional<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            return bytes.length > LONGEST
                    ? Optional.empty()
                    : Optional.of(new String(bytes, StandardCharsets.US_ASCII));
        }
    }

    /// In one step, so that nobody reads half of it.
    ///
    /// @param mode of the file, as in `rw-r--r--`
    static void write(Path file, String text, String mode) throws IOException {
        Path half = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(half);
        Files.createFile(half);
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString(mode));
        Files.writeString(half, text);
        Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
