package io.hangup.agent.probe;

import io.hangup.protocol.snapshot.HostFacts;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/// The host's own facts, by OSHI. Read once, when an agent starts.
final class HostFactsReader {
    private HostFactsReader() {}

    static HostFacts read(String agentVersion) {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        OperatingSystem.OSVersionInfo version = system.getVersionInfo();
        return new HostFacts(
                system.getFamily() + " " + version.getVersion() + codeName(version.getCodeName()),
                Objects.requireNonNullElse(version.getBuildNumber(), "unknown"),
                Instant.ofEpochSecond(system.getSystemBootTime()),
                agentVersion);
    }

    private static String codeName(@Nullable String name) {
        return name == null || name.isBlank() ? "" : " (" + name + ")";
    }
}
