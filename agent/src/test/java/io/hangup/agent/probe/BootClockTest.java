package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant BOOT = NOON.minusSeconds(1_000);

    @TempDir
    private Path proc;

    private BootClock clock =
            new BootClock(new ProcFiles(new Kernel(Arena.ofAuto()), Arena.ofAuto(), Path.of("/")), BOOT);

    @BeforeEach
    void open() throws IOException {
        clock = new BootClock(new ProcFiles(new Kernel(Arena.ofAuto()), Arena.ofAuto(), proc), BOOT);
        up("1000.00");
        assertThat(clock.bootedAt(NOON)).isEqualTo(BOOT);
    }

    @Test
    void staysWhileBothClocksGoOn() throws IOException {
        up("1060.02");

        Instant later = clock.bootedAt(NOON.plusSeconds(60));

        assertThat(later).isEqualTo(BOOT);
    }

    @Test
    void goesAlongWhenTheClockIsSetForward() throws IOException {
        up("1005.00");

        Instant stepped = clock.bootedAt(NOON.plusSeconds(5).plus(Duration.ofHours(1)));

        assertThat(stepped).isEqualTo(BOOT.plus(Duration.ofHours(1)));
    }

    @Test
    void goesAlongWhenTheClockIsSetBack() throws IOException {
        up("1005.50");

        Instant stepped = clock.bootedAt(NOON.plusMillis(5_500).minus(Duration.ofHours(1)));

        assertThat(stepped).isEqualTo(BOOT.minus(Duration.ofHours(1)));
    }

    @Test
    void countsFromWhereAContainersTicksDo() throws IOException {
        var contained = new BootClock(new ProcFiles(new Kernel(Arena.ofAuto()), Arena.ofAuto(), proc), BOOT);
        up("10.00");
        contained.bootedAt(NOON);
        up("15.00");

        Instant later = contained.bootedAt(NOON.plusSeconds(5));

        assertThat(later).isEqualTo(BOOT);
    }

    @Test
    void staysWithoutAnUptime() throws IOException {
        Files.delete(proc.resolve("uptime"));

        Instant later = clock.bootedAt(NOON.plus(Duration.ofHours(1)));

        assertThat(later).isEqualTo(BOOT);
    }

    private void up(String seconds) throws IOException {
        Files.writeString(proc.resolve("uptime"), seconds + " 5.00\n");
    }
}
