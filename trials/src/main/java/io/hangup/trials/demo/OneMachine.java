package io.hangup.trials.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.protocol.wire.Wire;
import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Built;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The `hangup` command as somebody types it on one host, and what the host's own tools say.
final class OneMachine {
    private static final String STATE = "/var/lib/hangup-up";
    private static final Duration TO_LOG_IN = Duration.ofSeconds(15);

    private final Host host;
    private final Built built = Built.here();

    OneMachine(Host host) {
        this.host = host;
    }

    Running up() {
        return host.start(words("up", "--state", STATE));
    }

    private String[] words(String... arguments) {
        List<String> words = new ArrayList<>(List.of("env", "HANGUP_HOME=" + built.home()));
        words.addAll(List.of(built.java("cli", arguments)));
        return words.toArray(String[]::new);
    }

    /// Somebody's `ssh localhost`, with a shell that answers.
    Running login(String user) {
        Running ssh = host.start(
                "ssh",
                "-tt",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "LogLevel=ERROR",
                "-p",
                Integer.toString(host.port()),
                user + "@localhost");
        if (!ssh.answers(TO_LOG_IN)) {
            throw new IllegalStateException("no login: " + ssh.said().text());
        }
        return ssh;
    }

    /// What `hangup sessions -o json` says of a user's session.
    Optional<JsonNode> row(String user) {
        String json = host.exec(words("sessions", "--user", user, "-o", "json"));
        try {
            JsonNode rows = Wire.json().readTree(json).path("rows");
            return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not JSON: " + json, e);
        }
    }

    /// Waits until it lists the session itself: a connection is listed for a moment before sshd has started its shell.
    Optional<JsonNode> awaitRow(String user, Duration limit) {
        Patience.within(limit, () -> row(user).filter(OneMachine::hasShell).isPresent());
        return row(user).filter(OneMachine::hasShell);
    }

    private static boolean hasShell(JsonNode row) {
        return row.has("leader");
    }

    String kill(String id) {
        Command.Ended ended = host.command(words(
                        "kill",
                        id,
                        "--reason",
                        "the trial says so",
                        "--yes",
                        "--token-file",
                        STATE + "/operator.token"))
                .run();
        return ended.out() + ended.err();
    }

    /// How many Java processes run on the host.
    long processes() {
        return host.exec("ps", "-eo", "comm=").lines().filter("java"::equals).count();
    }

    /// The pid of a user's login shell, as `ps` has it.
    String shellOf(String user) {
        return host.exec("sh", "-c", "ps -u " + user + " -o pid=,comm= | awk '$2 == \"bash\" {print $1; exit}'")
                .strip();
    }

    String uidOf(int pid) {
        return host.exec("sh", "-c", "awk '/^Uid:/ {print $2}' /proc/" + pid + "/status")
                .strip();
    }

    /// Address and port of the client, as sshd told the shell.
    String peerOf(int pid) {
        return host.exec(
                        "sh",
                        "-c",
                        "tr '\\0' '\\n' </proc/" + pid
                                + "/environ | awk -F'[= ]' '$1 == \"SSH_CONNECTION\" {print $2, $3}'")
                .strip();
    }
}
