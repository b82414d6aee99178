package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.HostFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/// The host's own facts, by OSHI. Read once, when an agent starts.
final class HostFactsReader {
    private HostFactsReader() {}

    static HostFacts read(String agentVersion) {
        try {
            return byOshi(agentVersion);
        } catch (LinkageError e) {
            // OSHI's native part is unpacked into a temporary folder, and hardened hosts mount those noexec.
            return byProc(agentVersion);
        }
    }

    static HostFacts byOshi(String agentVersion) {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        OperatingSystem.OSVersionInfo version = system.getVersionInfo();
        return new HostFacts(
                system.getFamily() + " " + version.getVersion() + codeName(version.getCodeName()),
                Objects.requireNonNullElse(version.getBuildNumber(), "unknown"),
                Instant.ofEpochSecond(system.getSystemBootTime()),
                agentVersion);
    }

    /// What every kernel tells: the same boot and kernel, and no distribution.
    static HostFacts byProc(String agentVersion) {
        Instant bootedAt = lines("/proc/stat")
                .filter(line -> line.startsWith("btime "))
                .map(line -> line.substring("btime ".length()).strip())
                .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("/proc is not mounted: no btime in /proc/stat"));
        String kernel = lines("/proc/sys/kernel/osrelease").findFirst().orElse("unknown");
        return new HostFacts("Linux", kernel, bootedAt, agentVersion);
    }

    private static Stream<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file)).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static String codeName(@Nullable String name) {
        return name == null || name.isBlank() ? "" : " (" + name + ")";
    }
}
