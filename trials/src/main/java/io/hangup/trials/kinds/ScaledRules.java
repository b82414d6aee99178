package io.hangup.trials.kinds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The shipped rules with every duration divided by one number, and nothing else changed: what a short trial
/// shows of them is their own logic. Counts, such as retransmits, stay: the kernel's clock is not scaled.
record ScaledRules(String text) {
    private static final String SHIPPED = "io/hangup/controller/rules.yaml";
    /// `duration("1h30m")` in a condition, `for: 2m` as a key.
    private static final Pattern DURATION = Pattern.compile("(duration\\(\")([0-9a-z]+)(\"\\))");
    private static final Pattern FOR = Pattern.compile("(?m)^( +for: +)([0-9]+[a-z]+)(.*)$");
    private static final Pattern PART = Pattern.compile("([0-9]+)(ms|[smhd])");
    private static final Pattern ID = Pattern.compile("(?m)^ *- id: +([a-z0-9-]+)$");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    static ScaledRules shippedBy(int divisor) {
        try (InputStream in = ScaledRules.class.getClassLoader().getResourceAsStream(SHIPPED)) {
            if (in == null) {
                throw new IllegalStateException("the shipped rules are not on the class path");
            }
            return new ScaledRules(new String(in.readAllBytes(), StandardCharsets.UTF_8)).by(divisor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ScaledRules by(int divisor) {
        if (divisor == 1) {
            return this;
        }
        String conditions = DURATION.matcher(text).replaceAll(found -> scaled(found, divisor));
        return new ScaledRules(FOR.matcher(conditions).replaceAll(found -> scaled(found, divisor)));
    }

    /// The names of the rules.
    Set<String> ids() {
        var ids = new TreeSet<String>();
        ID.matcher(text).results().forEach(found -> ids.add(found.group(1)));
        return ids;
    }

    private static String scaled(MatchResult found, int divisor) {
        long millis = duration(found.group(2)).dividedBy(divisor).toMillis();
        return found.group(1) + Math.max(1, millis) + "ms" + found.group(3);
    }

    private static Duration duration(String text) {
        Duration sum = PART.matcher(text)
                .results()
                .map(part ->
                        UNITS.getOrDefault(part.group(2), Duration.ZERO).multipliedBy(Long.parseLong(part.group(1))))
                .reduce(Duration.ZERO, Duration::plus);
        if (sum.isZero()) {
            throw new IllegalStateException("no duration of the rules' language: " + text);
        }
        return sum;
    }
}
