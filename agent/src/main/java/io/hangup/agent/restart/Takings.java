package io.hangup.agent.restart;

import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Action;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// When this unit restarted the server since the boot, by the kernel's uptime: root's own count, so that the
/// policy's budget holds even for an executor that was taken over.
final class Takings {
    private static final int MOST = 1_000;

    private final Path file;

    Takings(Path folder) {
        file = folder.resolve("taken");
    }

    /// @param uptime now
    Spending until(Duration uptime) throws IOException {
        return new Spending(
                read().stream()
                        .map(at -> new Spending.Spend(Action.RESTART_SSHD, at))
                        .toList(),
                uptime);
    }

    void add(Duration uptime) throws IOException {
        List<Duration> all = new ArrayList<>(read());
        all.add(uptime);
        Stream<Duration> last = all.stream().skip(Math.max(0, all.size() - MOST));
        Slip.write(
                file,
                String.join("\n", last.map(at -> Long.toString(at.toMillis())).toList()) + "\n",
                "rw-------");
    }

    private List<Duration> read() throws IOException {
        List<Duration> all = new ArrayList<>();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                all.add(Duration.ofMillis(Long.parseLong(line)));
            }
        }
        return all;
    }
}
