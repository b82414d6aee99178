package io.hangup.trials.halves;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.session.ProcessState;
import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Built;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/// A connection whose sshd waits in state D, where no signal reaches it: its client wants a forward from a path
/// on a file system that is frozen. The executor is asked to end it without and with the right to destroy its
/// socket.
record Unreachable(Stage stage, Host host, Installation installed, Desk desk, Score score) {
    private static final Duration TO_SHOW = Duration.ofSeconds(30);

    /// Of package e2fsprogs.
    static final Path MAKES = Path.of("/usr/sbin/mkfs.ext4");

    private static final String DROP_IN = "hangup-executor.service.d/destroy.conf";

    void run() {
        freeze();
        try {
            endIt();
        } finally {
            installed.shell("fsfreeze -u /srv/frozen; umount /srv/frozen");
        }
        boolean nothing = Patience.within(TO_SHOW, () -> waiting() == 0);
        score.claim(host.name() + ": when the file system is thawed nothing of it is left", nothing, "");
    }

    /// Made on this machine: a Debian that was just booted may lack the tools.
    private void freeze() {
        host.command("sh", "-e", "-c", """
                        for i in 0 1 2 3 4 5 6 7; do [ -e /dev/loop$i ] || mknod /dev/loop$i b 7 $i; done
                        [ -e /dev/loop-control ] || mknod /dev/loop-control c 10 237
                        base64 -d | gunzip >/var/tmp/frozen.img
                        mkdir -p /srv/frozen
                        mount -o loop /var/tmp/frozen.img /srv/frozen
                        chmod 1777 /srv/frozen
                        fsfreeze -f /srv/frozen
                        """).reading(image()).check();
    }

    private static String image() {
        try {
            Path image = Files.createTempFile("frozen", ".img");
            try {
                Command.of("truncate", "-s", "8M", image.toString()).check();
                Command.of(MAKES.toString(), "-q", "-F", image.toString()).check();
                var packed = new ByteArrayOutputStream();
                try (var gzip = new GZIPOutputStream(packed)) {
                    Files.copy(image, gzip);
                }
                return Base64.getEncoder().encodeToString(packed.toByteArray());
            } finally {
                Files.delete(image);
            }
        } catch (IOException e) {
            throw new IllegalStateException("no image of a file system can be made", e);
        }
    }

    private void endIt() {
        Running client = stage.lab()
                .control()
                .ssh(Login.of("alice", host).withoutTerminal().option("-N", "-R", "/srv/frozen/s:127.0.0.1:9"));
        Patience.await("an sshd in state D", TO_SHOW, () -> waiting() == 1);
        Receipt without = drop();
        score.claim(
                host.name() + ": without the right to destroy sockets the executor says what would help",
                without.outcome() instanceof Outcome.StillThere(String why) && why.contains("destroy.conf"),
                String.valueOf(without.outcome()));
        allow();
        Receipt with = drop();
        boolean left = with.leftBehind().stream().anyMatch(p -> p.state() == ProcessState.UNINTERRUPTIBLE);
        score.claim(
                host.name() + ": with it the connection is gone, and its sshd is listed as left behind",
                with.outcome() instanceof Outcome.Gone && left && client.awaitExit(TO_SHOW),
                with.outcome() + ", " + with.steps() + ", left " + with.leftBehind());
        client.close();
        try (Scene next = Scenes.idle(stage.lab().control(), host, "bob")) {
            score.claim(host.name() + ": a new login works", next.answers(TO_SHOW), "");
        }
        desk.none();
    }

    private Receipt drop() {
        return desk.receipt(desk.send(CommandRequest.drop(desk.onlyForwarding(), "the trial ends it")));
    }

    /// The executor is woken by the next command.
    private void allow() {
        try {
            String text = Files.readString(
                    Built.here().home().resolve("deploy/systemd").resolve(DROP_IN));
            installed.give("/etc/systemd/system/" + DROP_IN, text);
        } catch (IOException e) {
            throw new IllegalStateException("the drop-in can't be read", e);
        }
        installed.shell("systemctl daemon-reload && systemctl stop hangup-executor.service");
    }

    /// How many of the servers' processes are in state D.
    private long waiting() {
        return host.exec("ps", "-e", "-o", "stat=,comm=")
                .lines()
                .filter(line -> line.startsWith("D") && line.contains("sshd"))
                .count();
    }
}
