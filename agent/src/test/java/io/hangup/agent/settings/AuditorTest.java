package io.hangup.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.census.HostView;
import io.hangup.agent.errand.Errands;
import io.hangup.agent.probe.LinuxProbe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.protocol.snapshot.Blindspot.Sense;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Control.Effect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real sshd, found by the real probe; only the minutes between two glances are made by hand.
class AuditorTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

    @TempDir
    Path folder;

    private final Errands errands = new Errands();
    private final LinuxProbe probe = LinuxProbe.open(ProbeSettings.defaults("test"));
    private Duration running = Duration.ZERO;
    private Path config;
    private Process sshd;
    private int port;
    private Auditor auditor;

    @BeforeEach
    void raise() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "needs openssh-server");
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root: sshd wants /run/sshd");
        Files.createDirectories(Path.of("/run/sshd"));
        String key = folder.resolve("host").toString();
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key)
                .start()
                .waitFor();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        config = folder.resolve("config");
        write("ClientAliveInterval 5");
        sshd = new ProcessBuilder("/usr/sbin/sshd", "-D", "-f", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        auditor = auditor();
    }

    @AfterEach
    void end() {
        if (sshd != null) {
            sshd.destroyForcibly().onExit().join();
        }
        probe.close();
        errands.close();
    }

    private Auditor auditor() {
        return new Auditor(HOUR, folder, () -> probe.facts().bootedAt(), errands);
    }

    private void write(String... lines) throws IOException {
        Files.writeString(
                config,
                "ListenAddress 127.0.0.1:" + port + "\nHostKey " + folder.resolve("host") + "\nPidFile "
                        + folder.resolve("pid") + "\nUsePAM no\n" + String.join("\n", lines) + "\n");
    }

    private HostView look() {
        HostView all = probe.look(Instant.now());
        HostView mine = new HostView(
                all.listeners().stream().filter(l -> l.address().port() == port).toList(), List.of(), List.of());
        return auditor.attend(mine, Instant.now(), running);
    }

    private Control see(String name, String where, String value) {
        return await(name + " " + where + " " + value)
                .atMost(Duration.ofSeconds(20))
                .pollInSameThread()
                .until(
                        () -> control(name, where),
                        c -> c.filter(found -> found.value().startsWith(value)).isPresent())
                .orElseThrow();
    }

    private Optional<Control> control(String name, String where) {
        return look().controls().stream()
                .filter(c -> c.name().equals(name) && c.where().equals(where))
                .findFirst();
    }

    @Test
    void asksTheServersOwnProgramAndFile() {
        Control alive = see("ClientAliveInterval", "everyone", "5 (");

        assertThat(alive.effect()).isEqualTo(Effect.PARTLY);
        assertThat(alive.inForce()).isTrue();
        assertThat(alive.before()).isEmpty();
        assertThat(look().controls())
                .extracting(Control::name)
                .contains(
                        "TCPKeepAlive",
                        "ChannelTimeout",
                        "UnusedConnectionTimeout",
                        "LoginGraceTime",
                        "MaxStartups",
                        "PerSourcePenalties",
                        "StopIdleSessionSec",
                        "TMOUT",
                        "ServerAliveInterval");
        assertThat(look().blindspots()).isEmpty();
    }

    @Test
    void readsTheKernelsTimesAsCatDoes() throws Exception {
        Process cat = new ProcessBuilder("cat", "/proc/sys/net/ipv4/tcp_keepalive_time").start();
        String time = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();

        Control keepalive = see("TCPKeepAlive", "everyone", "yes");

        assertThat(keepalive.value()).contains("tcp_keepalive_time " + time + ",");
    }

    @Test
    void aRepeatChangesNothing() {
        see("ClientAliveInterval", "everyone", "5 (");
        List<Control> first = look().controls();
        running = Duration.ofHours(2);

        List<Control> again = look().controls();

        assertThat(again).isEqualTo(first);
        await().during(Duration.ofMillis(500))
                .pollInSameThread()
                .until(() -> look().controls().equals(first));
    }

    @Test
    void saysThatAChangedFileIsNotInForceUntilAReload() throws Exception {
        see("ClientAliveInterval", "everyone", "5 (");
        write("ClientAliveInterval 0");
        Files.setLastModifiedTime(config, FileTime.from(Instant.now().plusSeconds(5)));
        running = Duration.ofMinutes(2);

        Control changed = see("ClientAliveInterval", "everyone", "0 (");

        assertThat(changed.effect()).isEqualTo(Effect.NONE);
        assertThat(changed.inForce()).isFalse();
        assertThat(changed.drifted()).isTrue();
        assertThat(changed.before()).contains("5 (ClientAliveCountMax 3)");
        assertThat(control("LoginGraceTime", "everyone").orElseThrow().inForce())
                .as("known to be so before")
                .isTrue();
    }

    @Test
    void aReloadPutsItInForce() throws Exception {
        see("ClientAliveInterval", "everyone", "5 (");
        write("ClientAliveInterval 9");
        Instant pidFile = Files.getLastModifiedTime(folder.resolve("pid")).toInstant();
        new ProcessBuilder("kill", "-HUP", Long.toString(sshd.pid())).start().waitFor();
        await().until(() -> Files.exists(folder.resolve("pid"))
                && Files.getLastModifiedTime(folder.resolve("pid")).toInstant().isAfter(pidFile));
        running = Duration.ofMinutes(2);

        Control changed = see("ClientAliveInterval", "everyone", "9 (");

        assertThat(changed.inForce()).isTrue();
    }

    @Test
    void showsWhereAMatchBlockDiffers() throws Exception {
        write("ClientAliveInterval 5", "Match User nobody", "  ClientAliveCountMax 0");
        running = Duration.ofMinutes(2);

        Control matched = see("ClientAliveInterval", "Match User nobody", "5 (ClientAliveCountMax 0)");

        assertThat(matched.effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void remembersOverARestartOfTheAgent() {
        Control before = see("ClientAliveInterval", "everyone", "5 (");
        auditor = auditor();

        Control after = see("ClientAliveInterval", "everyone", "5 (");

        assertThat(after).isEqualTo(before);
    }

    @Test
    void saysWhyItCanNotSay() throws Exception {
        see("ClientAliveInterval", "everyone", "5 (");
        write("NoSuchSetting yes");
        running = Duration.ofMinutes(2);

        await().pollInSameThread().until(() -> !look().blindspots().isEmpty());

        assertThat(look().blindspots()).allSatisfy(blindspot -> {
            assertThat(blindspot.sense()).isEqualTo(Sense.SETTINGS);
            assertThat(blindspot.why()).contains("/usr/sbin/sshd -T failed");
        });
        assertThat(control("ClientAliveInterval", "everyone")).isEmpty();
    }

    @Test
    void readsNothingWhenItIsOff() {
        auditor = new Auditor(Optional.empty(), folder, () -> probe.facts().bootedAt(), errands);

        HostView view = look();

        assertThat(view.controls()).isEmpty();
        assertThat(view.blindspots()).extracting(b -> b.sense()).containsExactly(Sense.SETTINGS);
    }
}
