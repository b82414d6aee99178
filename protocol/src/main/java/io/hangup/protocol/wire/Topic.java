package io.hangup.protocol.wire;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The topics, with what they need of Kafka. Names carry a prefix, so that several fleets can share a cluster.
public enum Topic {
    /// The last snapshot of every host; key host.
    SNAPSHOTS(12, 8 << 20, Map.of("cleanup.policy", "compact", "max.message.bytes", "8388608")),
    /// Key host.
    HEARTBEATS(12, 256 << 10, Map.of("cleanup.policy", "delete", "retention.ms", "3600000")),
    /// The fleet-wide stuck-session feed; key finding.
    FINDINGS(12, 256 << 10, Map.of("cleanup.policy", "compact")),
    /// Key host, so that a host's commands keep their order. Signed.
    COMMANDS(12, 4 << 10, Map.of("cleanup.policy", "delete", "retention.ms", "604800000")),
    /// Key host.
    RECEIPTS(12, 256 << 10, Map.of("cleanup.policy", "delete", "retention.ms", "604800000")),
    /// What rules the controllers themselves: the epoch, and later holds, approvals and rule sets. One partition: its
    /// owner leads.
    DIRECTIVES(1, 256 << 10, Map.of("cleanup.policy", "compact")),
    /// Append only, kept for ever.
    AUDIT(1, 256 << 10, Map.of("cleanup.policy", "delete", "retention.ms", "-1")),
    /// Records that could not be read, as they came, with the reason in a header.
    POISON(1, 8 << 20, Map.of("cleanup.policy", "delete", "retention.ms", "604800000", "max.message.bytes", "8388608"));

    private final int partitions;
    private final int maxBytes;
    private final Map<String, String> settings;

    Topic(int partitions, int maxBytes, Map<String, String> settings) {
        this.partitions = partitions;
        this.maxBytes = maxBytes;
        // The broker's clock says when a record arrived; a host's own is in the record.
        Map<String, String> stamped = new HashMap<>(settings);
        stamped.put("message.timestamp.type", "LogAppendTime");
        this.settings = Map.copyOf(stamped);
    }

    /// The topic's name in Kafka: `hangup.snapshots` for the prefix `hangup`.
    public String named(String prefix) {
        return prefix + "." + name().toLowerCase(Locale.ROOT);
    }

    public int partitions() {
        return partitions;
    }

    /// The longest value that a reader looks at; a longer one is poison.
    public int maxBytes() {
        return maxBytes;
    }

    /// Topic settings as Kafka names them.
    public Map<String, String> settings() {
        return settings;
    }
}
