package io.hangup.agent.policy.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whether a host would go by a file. Its agent and its executor are root's: so it is judged for root, whoever asks.
///
/// @param problems why it would not; empty when it would
/// @param whole what would hold then, as one would write it
public record Reliance(List<String> problems, Optional<String> whole) {
    private static final int ROOT = 0;

    public Reliance {
        problems = List.copyOf(problems);
    }

    public static Reliance on(Path file) {
        return on(file, PolicyBook.self());
    }

    /// @param asking who asks: what is good for nobody but an agent of theirs is said to be so
    static Reliance on(Path file, int asking) {
        if (!Files.exists(file)) {
            return new Reliance(List.of(file + ": does not exist; name another file"), Optional.empty());
        }
        var book = new PolicyBook(file, ROOT, null);
        List<String> problems = new ArrayList<>(book.problems());
        if (!problems.isEmpty() && new PolicyBook(file, asking, null).problems().isEmpty()) {
            problems.add("only an agent that uid " + asking
                    + " runs, as ./hangup up does, would go by it; the one of this host is root's");
        }
        return new Reliance(problems, book.print());
    }
}
