package io.hangup.trials.bench;

import io.hangup.trials.lab.Host;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What each of an agent's connections to Kafka has sent so far, as the kernel counts it: payload of TCP, which for a
/// producer is its own `outgoing-byte-total`.
record Traffic(Map<String, Sent> byPort) {
    private static final Pattern LOCAL = Pattern.compile(":(\\d+) +\\S+:9092");
    private static final Pattern BYTES = Pattern.compile("bytes_sent:(\\d+)");
    private static final Pattern SEGMENTS = Pattern.compile("data_segs_out:(\\d+)");

    /// @param segments with payload: one for each small request
    record Sent(long bytes, long segments) {
        Sent since(Sent before) {
            return new Sent(bytes - before.bytes, segments - before.segments);
        }
    }

    static Traffic of(Host host) {
        return new Traffic(host.exec("ss", "-HtniO", "dport = :9092")
                .lines()
                .collect(Collectors.toUnmodifiableMap(line -> first(LOCAL, line).orElse(line), Traffic::sent)));
    }

    /// What was sent since, by connections that sent anything.
    Stream<Sent> since(Traffic before) {
        var nothing = new Sent(0, 0);
        return byPort.entrySet().stream()
                .map(now -> now.getValue().since(before.byPort.getOrDefault(now.getKey(), nothing)))
                .filter(sent -> sent.bytes > 0);
    }

    /// The producer's share: a heartbeat is one request a minute, and the consumer asks three times.
    static Optional<Sent> producer(Stream<Sent> connections) {
        return connections.min(Comparator.comparingLong(Sent::segments));
    }

    private static Sent sent(String line) {
        Function<Pattern, Long> number =
                pattern -> first(pattern, line).map(Long::parseLong).orElse(0L);
        return new Sent(number.apply(BYTES), number.apply(SEGMENTS));
    }

    private static Optional<String> first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
