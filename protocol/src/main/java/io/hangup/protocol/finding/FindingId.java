package io.hangup.protocol.finding;

import java.util.regex.Pattern;

/// Names one finding: the rule and the target, `dead-peer@web-1:9c1e-3f2a`. The key of the findings topic.
///
/// @param value 1 to 384 printable ASCII characters, none of them blank
public record FindingId(String value) implements Comparable<FindingId> {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,384}");

    public FindingId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a finding's id: 1 to 384 printable characters without blanks");
        }
    }

    public static FindingId of(String rule, Target target) {
        return new FindingId(rule + "@" + target.id());
    }

    @Override
    public int compareTo(FindingId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
