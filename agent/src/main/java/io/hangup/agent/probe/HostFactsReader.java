package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.Load;
import io.hangup.protocol.snapshot.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The host's own facts and its load, from the files of a Linux host: proc(5), os-release(5), sysfs. OSHI reads the
/// same
/// files and costs 6 to 14 MB resident, so it is left to hosts without them.
final class HostFactsReader {
    private static final int LONGEST = 200;

    private final Path root;

    /// @param root of the host's file system
    HostFactsReader(Path root) {
        this.root = root;
    }

    HostFacts read(String agentVersion) {
        Instant bootedAt = value("proc/stat", "btime ")
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .orElseThrow(() -> new IllegalStateException("/proc is not mounted: no btime in /proc/stat"));
        return new HostFacts(
                value("etc/os-release", "PRETTY_NAME=")
                        .or(() -> value("usr/lib/os-release", "PRETTY_NAME="))
                        .map(name -> name.replace("\"", ""))
                        .orElse("Linux"),
                first("proc/sys/kernel/osrelease").orElse("unknown"),
                bootedAt,
                agentVersion,
                Optional.of(machine()));
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
