package io.hangup.agent.audit;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// Settings in force as a program prints them: `sshd -T`, `ssh -G`. One keyword and its value a line.
///
/// @param values by keyword, in lower case; the first of a keyword counts
public record Effective(Map<String, String> values) {
    private static final int LONGEST_VALUE = 300;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

    public Effective {
        values = Map.copyOf(values);
    }

    public static Effective parse(String printed) {
        Map<String, String> values = new HashMap<>();
        for (String line : printed.split("\n", -1)) {
            String[] parts = line.strip().split("\\s+", 2);
            if (parts.length == 2) {
                values.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), Texts.printable(parts[1], LONGEST_VALUE));
            }
        }
        return new Effective(values);
    }

    public Optional<String> value(String keyword) {
        return Optional.ofNullable(values.get(keyword.toLowerCase(Locale.ROOT)));
    }

    OptionalLong number(String keyword) {
        return value(keyword)
                .filter(text -> SECONDS.matcher(text).matches())
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
