package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootClockTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant BOOT = NOON.minusSeconds(1_000);

    private Duration running = Duration.ofSeconds(1_000);
    private final BootClock clock = new BootClock(() -> running, NOON, BOOT);

    @BeforeEach
    void ask() {
        assertThat(clock.bootedAt(NOON)).isEqualTo(BOOT);
    }

    @Test
    void staysWhileBothClocksGoOn() {
        running = Duration.ofMillis(1_060_020);

        Instant later = clock.bootedAt(NOON.plusSeconds(60));

        assertThat(later).isEqualTo(BOOT);
    }

    @Test
    void goesAlongWhenTheClockIsSetForward() {
        running = Duration.ofSeconds(1_005);

        Instant stepped = clock.bootedAt(NOON.plusSeconds(5).plus(Duration.ofHours(1)));

        assertThat(stepped).isEqualTo(BOOT.plus(Duration.ofHours(1)));
    }

    @Test
    void goesAlongWhenTheClockIsSetBack() {
        running = Duration.ofMillis(1_005_500);

        Instant stepped = clock.bootedAt(NOON.plusMillis(5_500).minus(Duration.ofHours(1)));

        assertThat(stepped).isEqualTo(BOOT.minus(Duration.ofHours(1)));
    }

    @Test
    void goesAlongWhenTheClockIsSetBeforeTheFirstQuestion() {
        var fresh = new BootClock(() -> running, NOON, BOOT);
        running = Duration.ofSeconds(1_005);

        Instant stepped = fresh.bootedAt(NOON.plusSeconds(5).plus(Duration.ofHours(1)));

        assertThat(stepped).isEqualTo(BOOT.plus(Duration.ofHours(1)));
    }

    @Test
    void isToldAsOfTheLastLook() {
        try (LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"))) {
            Instant booted = probe.facts().bootedAt();

            probe.look(Instant.now().plus(Duration.ofHours(1)));

            assertThat(probe.facts().bootedAt())
                    .isCloseTo(booted.plus(Duration.ofHours(1)), within(2, ChronoUnit.SECONDS));
        }
    }

    @Test
    void countsFromWhereAContainersTicksDo() {
        running = Duration.ofSeconds(10);
        var contained = new BootClock(() -> running, NOON, BOOT);
        running = Duration.ofSeconds(15);

        Instant later = contained.bootedAt(NOON.plusSeconds(5));

        assertThat(later).isEqualTo(BOOT);
    }

    @Test
    void isTheClockOfProcUptime() throws IOException {
        Kernel kernel = new Kernel(Arena.ofAuto());
        Duration before = kernel.running();
        String told = Files.readString(Path.of("/proc/uptime")).split(" ", 2)[0];
        Duration after = kernel.running();

        // It is told in hundredths, cut off.
        assertThat(Duration.ofMillis(new BigDecimal(told).movePointRight(3).longValueExact()))
                .isBetween(before.minusMillis(10), after);
    }
}
