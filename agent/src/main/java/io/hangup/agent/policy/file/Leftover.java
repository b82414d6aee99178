package io.hangup.agent.policy.file;

import io.hangup.protocol.session.Orphan.Kept;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What of a login's remains a policy gives up, as it is written in the file. A misspelt one is none: read as a
/// constant of the wire it would be `unknown`, and give up more than was written.
public record Leftover(Kept kept) {
    /// @throws IllegalArgumentException with a sentence that says what to write
    public static Leftover parse(String text) {
        return Arrays.stream(Kept.values())
                .map(Leftover::new)
                .filter(kind -> kind.toString().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a kind of what logins leave behind: write "
                        + Arrays.stream(Kept.values())
                                .map(kept -> new Leftover(kept).toString())
                                .collect(Collectors.joining(", "))));
    }

    @Override
    public String toString() {
        return kept.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
