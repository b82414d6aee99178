package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.hangup.protocol.session.Orphan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Logins over a real sshd that is none of the probe's own, for it lives in another network namespace.
class ServedElsewhereTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final LinuxProbe probe = LinuxProbe.open(new ProbeSettings(
            Set.of("sshd", "sshd-session", "sshd-auth"), Set.of("dropbear"), 64, Duration.ofSeconds(1), "test"));

    @AfterEach
    void close() {
        probe.close();
    }

    @Test
    void callsLeftBehindOnlyWhatNoServerElsewhereServes() {
        try (OwnSshd elsewhere = OwnSshd.startElsewhere()) {
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).until(elsewhere::answers);
            elsewhere.ssh(OwnSshd.USER, "exec sleep 86");
            await().atMost(SOON).until(() -> runs("sleep 86"));
            elsewhere.ssh(OwnSshd.USER, "exec >/dev/null 2>&1 </dev/null; setsid sleep 87 & exec sleep 1");
            await().atMost(SOON).until(() -> runs("sleep 87"));
            elsewhere.endListener();

            AtomicReference<List<String>> left = new AtomicReference<>(List.of());
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(500))
                    .pollInSameThread()
                    .until(() -> {
                        left.set(left());
                        return left.get().contains("sleep 87");
                    });

            assertThat(left.get()).containsExactly("sleep 87");
        }
    }

    private static boolean runs(String command) {
        return !OwnSshd.run("pgrep", "-u", OwnSshd.USER, "-x", "-f", command).isEmpty();
    }

    private List<String> left() {
        return probe.look(Instant.now()).orphans().stream()
                .filter(orphan -> orphan.account().name().equals(OwnSshd.USER))
                .map(ServedElsewhereTest::commandLine)
                .toList();
    }

    private static String commandLine(Orphan orphan) {
        try {
            byte[] line = Files.readAllBytes(
                    Path.of("/proc", Integer.toString(orphan.process().pid()), "cmdline"));
            return new String(line, StandardCharsets.UTF_8).replace('\0', ' ').strip();
        } catch (IOException gone) {
            return "";
        }
    }
}
