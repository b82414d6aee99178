package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.Load;
import io.hangup.protocol.snapshot.Machine;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The host's own facts and its load, from the files of a Linux host: proc(5), os-release(5), sysfs. OSHI reads
/// the same files and costs 6 to 14 MB resident, so it is left to hosts without them.
final class HostFactsReader {
    private static final int LONGEST = 200;

    private final Path root;
    private final InstantSource wall;

    /// @param root of the host's file system
    HostFactsReader(Path root, InstantSource wall) {
        this.root = root;
        this.wall = wall;
    }

    HostFacts read(String agentVersion) {
        return new HostFacts(
                value("etc/os-release", "PRETTY_NAME=")
                        .or(() -> value("usr/lib/os-release", "PRETTY_NAME="))
                        .map(name -> name.replace("\"", ""))
                        .orElse("Linux"),
                first("proc/sys/kernel/osrelease").orElse("unknown"),
                bootedAt(),
                agentVersion,
                Optional.of(machine()));
    }

    // `btime` has its fraction cut off, so all that is reckoned from it would be up to 1 s too old. `/proc/uptime` has
    // hundredths, and is believed where both tell of one boot: a container can be shown another uptime than its ticks'.
    private Instant bootedAt() {
        Instant second = value("proc/stat", "btime ")
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .orElseThrow(() -> new IllegalStateException("/proc is not mounted: no btime in /proc/stat"));
        return first("proc/uptime")
                .map(line -> new BigDecimal(line.substring(0, line.indexOf(' '))))
                .map(up -> wall.instant().minusMillis(up.movePointRight(3).longValue()))
                .map(booted -> booted.truncatedTo(ChronoUnit.MILLIS))
                .filter(booted -> Duration.between(second, booted).abs().compareTo(Duration.ofSeconds(2)) < 0)
                .orElse(second);
    }

    private Machine machine() {
        String model = Stream.of("class/dmi/id/product_name", "firmware/devicetree/base/model")
                .flatMap(file -> first("sys/" + file).stream())
                .findFirst()
                .orElse("");
        long processors = lines("proc/cpuinfo").stream()
                .filter(line -> line.startsWith("processor"))
                .count();
        return new Machine(model, (int) processors, memory("MemTotal:").orElse(0));
    }

    /// The load of now; empty where it can't be read.
    Optional<Load> load(Instant now) {
        OptionalLong available = memory("MemAvailable:");
        return first("proc/loadavg")
                .filter(_ -> available.isPresent())
                .map(line ->
                        new Load(Double.parseDouble(line.substring(0, line.indexOf(' '))), available.getAsLong(), now));
    }

    private OptionalLong memory(String name) {
        return value("proc/meminfo", name)
                .map(text -> OptionalLong.of(Long.parseLong(text.replace(" kB", "")) * 1_024))
                .orElse(OptionalLong.empty());
    }

    private Optional<String> first(String file) {
        return lines(file).stream().findFirst().map(HostFactsReader::clean).filter(text -> !text.isEmpty());
    }

    private Optional<String> value(String file, String name) {
        return lines(file).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> clean(line.substring(name.length())));
    }

    private static String clean(String text) {
        String printable = text.strip().replaceAll("\\p{Cntrl}", "");
        return printable.substring(0, Math.min(printable.length(), LONGEST));
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
