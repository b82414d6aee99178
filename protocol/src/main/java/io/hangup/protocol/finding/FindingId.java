package io.hangup.protocol.finding;

/// Names one finding: the rule and the target, `dead-peer@web-1:9c1e-3f2a`. The key of the findings topic.
public record FindingId(String value) implements Comparable<FindingId> {
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
