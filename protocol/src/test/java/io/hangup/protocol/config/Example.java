package io.hangup.protocol.config;

import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// A configuration with one key of each kind.
record Example(
        Optional<HostId> host,
        Kafka kafka,
        Optional<Path> stateDir,
        Optional<Boolean> enforce,
        Optional<Mode> mode,
        OptionalInt most,
        Optional<Duration> scanEvery,
        Optional<Rate> budget,
        Optional<Map<String, String>> labels,
        Optional<List<Endpoint>> listen) {

    static final Map<String, String> RENAMED = Map.of("kafka.servers", "kafka.bootstrap");

    record Kafka(String bootstrap, Optional<String> prefix) {}

    /// So many in so long: `2/10m`.
    record Rate(int count, Duration per) {
        public static Rate parse(String text) {
            String[] parts = text.split("/", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a rate: write a count, a slash and a time, such as 2/10m");
            }
            return new Rate(Integer.parseInt(parts[0]), HumanDuration.parse(parts[1]));
        }

        @Override
        public String toString() {
            return count + "/" + HumanDuration.print(per);
        }
    }
}
