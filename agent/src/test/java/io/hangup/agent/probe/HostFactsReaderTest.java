package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hangup.protocol.snapshot.HostFacts;
import io.hangup.protocol.snapshot.Load;
import io.hangup.protocol.snapshot.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;

/// What is read beside what OSHI says of the same host.
class HostFactsReaderTest {
    private final HostFactsReader reader = new HostFactsReader(Path.of("/"), InstantSource.system());

    @Test
    void tellsTheSameHostAsOshi() {
        var system = new SystemInfo().getOperatingSystem();

        HostFacts facts = reader.read("0.1.0");

        assertThat(facts.bootedAt())
                .isBetween(
                        Instant.ofEpochSecond(system.getSystemBootTime()).minus(Duration.ofSeconds(1)),
                        Instant.ofEpochSecond(system.getSystemBootTime()).plus(Duration.ofSeconds(1)));
        assertThat(facts.kernel()).isEqualTo(system.getVersionInfo().getBuildNumber());
        assertThat(facts.operatingSystem())
                .startsWith(system.getFamily())
                .contains(system.getVersionInfo().getVersion());
    }

    @Test
    void placesAProcessBetweenTheMomentsBeforeAndAfterItsStart() throws Exception {
        HostFacts facts = reader.read("0.1.0");
        Instant before = Instant.now();

        Process started = new ProcessBuilder("cat").start();

        Instant after = Instant.now();
        byte[] stat = Files.readAllBytes(Path.of("/proc", Long.toString(started.pid()), "stat"));
        started.destroy();
        var line = new StatLine();
        assertThat(line.parse(stat, stat.length)).isTrue();
        Instant at = facts.bootedAt().plusMillis(line.startTicks() * 10);
        assertThat(at).isBetween(before.minusMillis(20), after.plusMillis(20));
    }

    @Test
    void believesNoUptimeOfAnotherBoot(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/stat"), "btime 1700000000\n");
        Files.writeString(root.resolve("proc/uptime"), "12.34 5.00\n");

        HostFacts facts = new HostFactsReader(root, () -> Instant.ofEpochSecond(1_700_009_000)).read("0.1.0");

        assertThat(facts.bootedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    }

    @Test
    void tellsTheSameMachineAsOshi() {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();

        Machine machine = reader.read("0.1.0").machine().orElseThrow();

        assertThat(machine.processors()).isEqualTo(hardware.getProcessor().getLogicalProcessorCount());
        assertThat(machine.memoryBytes()).isEqualTo(hardware.getMemory().getTotal());
    }

    @Test
    void tellsTheSameLoadAsOshi() {
        HardwareAbstractionLayer hardware = new SystemInfo().getHardware();

        Load load = reader.load(Instant.EPOCH).orElseThrow();

        assertThat(load.average()).isCloseTo(hardware.getProcessor().getSystemLoadAverage(1)[0], within(5.0));
        long quarter = hardware.getMemory().getTotal() / 4;
        assertThat(load.availableBytes()).isCloseTo(hardware.getMemory().getAvailable(), within(quarter));
    }

    @Test
    void doesWithoutWhatIsNotThere(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/stat"), "cpu 1\nbtime 1700000000\n");

        HostFacts facts = new HostFactsReader(root, InstantSource.system()).read("0.1.0");

        assertThat(facts)
                .isEqualTo(new HostFacts(
                        "Linux",
                        "unknown",
                        Instant.ofEpochSecond(1_700_000_000),
                        "0.1.0",
                        Optional.of(new Machine("", 0, 0))));
        assertThat(new HostFactsReader(root, InstantSource.system()).load(Instant.EPOCH))
                .isEmpty();
    }
}
