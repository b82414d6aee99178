package io.hangup.controller.replay;

import io.hangup.protocol.snapshot.HostSnapshot;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// Some minutes of real hosts, recorded by `JAVA_TOOL_OPTIONS=-Dhangup.record=FILE hangup trial kinds`, played
/// over and over. What happened in these minutes happens again each time; what was older stays where it was, and
/// gets older.
final class Recorded {
    private static final Pattern INSTANT = Pattern.compile("\"(\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z)\"");
    private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");
    private static final long SEQUENCES = 100_000;

    private final List<Resident> residents = new ArrayList<>();
    private final List<Look> looks = new ArrayList<>();

    /// One connection. @param truth as the trial has it: `HEALTHY`, `STUCK`, `UNKNOWABLE` or `OVER`
    record Resident(String kind, String truth, String host, String peer, String user) {
        /// A host's other agents have names that begin like its own.
        boolean owns(String onHost, String fromPeer) {
            return (onHost.equals(host) || onHost.startsWith(host + "-")) && fromPeer.equals(peer);
        }
    }

    /// @param at when the broker got it
    record Look(Instant at, String json) {}

    static Recorded read(String resource) {
        var recorded = new Recorded();
        try (var lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Objects.requireNonNull(Recorded.class.getResourceAsStream(resource), resource)),
                StandardCharsets.UTF_8))) {
            lines.lines().map(line -> line.split("\t", -1)).forEach(recorded::take);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        return recorded;
    }

    private void take(String[] fields) {
        if (fields[0].equals("kind")) {
            residents.add(new Resident(fields[1], fields[2], fields[3], fields[4], fields[5]));
        } else {
            looks.add(new Look(Instant.ofEpochMilli(Long.parseLong(fields[1])), fields[2]));
        }
    }

    List<Resident> residents() {
        return List.copyOf(residents);
    }

    List<Look> looks() {
        return List.copyOf(looks);
    }

    Instant start() {
        return looks.getFirst().at();
    }

    /// How long one playing takes: a minute after the last look it begins again.
    Duration length() {
        return Duration.between(start(), looks.getLast().at()).plusMinutes(1);
    }

    /// A look as it is when played for the `round`th time, from 0 on.
    HostSnapshot played(Look look, int round) {
        Duration later = length().multipliedBy(round);
        String moved = INSTANT.matcher(look.json())
                .replaceAll(found -> "\"" + moved(Instant.parse(found.group(1)), later) + "\"");
        String counted = SEQUENCE.matcher(moved)
                .replaceAll(found -> "\"sequence\":" + (Long.parseLong(found.group(1)) + round * SEQUENCES));
        return switch (Wire.decode(
                Topic.SNAPSHOTS, HostSnapshot.class, counted.getBytes(StandardCharsets.UTF_8), Wire.SCHEMA)) {
            case Decoded.Good<HostSnapshot>(HostSnapshot snapshot) -> snapshot;
            case Decoded.Poison<HostSnapshot>(String why) -> throw new IllegalStateException(why);
        };
    }

    private Instant moved(Instant told, Duration later) {
        return told.isBefore(start()) ? told : told.plus(later);
    }
}
