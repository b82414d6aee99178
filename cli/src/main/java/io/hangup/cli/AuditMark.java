package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.audit.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A file that keeps how far the audit went when it was last found whole, so that nothing up to there can be cut off or
/// written anew unseen, whoever holds the controller and its key.
final class AuditMark {
    private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})\\s*");

    private AuditMark() {}

    /// The record that must be there; none when there is no such file yet.
    static Map<Long, String> read(Path file) throws Failure {
        try {
            Matcher matcher = LINE.matcher(Files.readString(file));
            if (!matcher.matches()) {
                throw new Failure(Exit.USAGE, file + " is not what audit verify --mark writes");
            }
            return Map.of(Long.valueOf(matcher.group(1)), matcher.group(2));
        } catch (NoSuchFileException e) {
            return new HashMap<>();
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot read " + FileTrouble.of(e));
        }
    }

    static void write(Path file, Report report) throws IOException {
        if (report.last().isPresent()) {
            var last = report.last().get();
            Files.writeString(file, last.sequence() + " " + last.hash() + "\n");
        }
    }
}
