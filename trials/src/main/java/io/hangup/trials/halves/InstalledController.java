package io.hangup.trials.halves;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.stage.Built;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A controller installed on a booted host by the very lines of `deploy/README.md`, in the place of the stage's.
final class InstalledController {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final String UNIT = "hangup-controller";
    private static final String HEADING = "## The controller\n";
    private static final String PORT = ":7070";

    private final Stage stage;
    private final Host host;
    private final Score score;

    InstalledController(Stage stage, Host host, Score score) {
        this.stage = stage;
        this.host = host;
        this.score = score;
    }

    void run() throws IOException {
        stage.kill("controller");
        Path home = Built.here().home();
        String folder = checkout(home);
        shell("cd " + folder + "\n" + lines(home));
        boolean ready = Patience.within(TO_START, () -> said().contains("ready http://"));
        claim("hangup-controller.service serves, by the lines of deploy/README.md", ready, said());

        Controller api = stage.api("http://" + host.address4() + PORT, host.exec("cat", folder + "/operator.token"));
        boolean known = Patience.within(TO_START, () -> fresh(api));
        claim("the hosts come in", known, stage.hosts().size() + " hosts");

        shell("systemctl stop " + UNIT);
        claim("stopped, it does not count as failed", state().equals("success inactive"), state());

        shell("systemctl start " + UNIT + " && kill -9 $(systemctl show --property=MainPID --value " + UNIT + ")");
        boolean again = Patience.within(
                TO_START,
                () -> said().lines().filter(line -> line.startsWith("ready ")).count() == 2);
        claim("killed, it is started again", again, state());
        shell("systemctl stop " + UNIT);
    }

    /// What the lines need of a checkout and of whoever types them: keys, and brokers and an address of this lab.
    private String checkout(Path home) throws IOException {
        String folder = "/root/checkout";
        shell("mkdir -p " + folder + "/deploy/config && cd " + folder + " && ln -s " + home.resolve("controller")
                + " controller && ln -s " + home.resolve("deploy/systemd") + " deploy/systemd");
        give(folder + "/signing-key.pem", stage.lab().folder().resolve("controller.key"));
        give(folder + "/fleet-secret.pem", stage.lab().folder().resolve("fleet.secret"));
        give(folder + "/operator-keys.pem", stage.lab().folder().resolve("operators.pem"));
        String example = Files.readString(home.resolve("deploy/config/controller.yaml"));
        give(
                folder + "/deploy/config/controller.yaml",
                example.replaceFirst("bootstrap: .*", "bootstrap: \"" + stage.kafka() + "\"")
                        .replaceFirst("listen: .*", "listen: " + host.address4() + PORT));
        return folder;
    }

    private static String lines(Path home) throws IOException {
        String readme = Files.readString(home.resolve("deploy/README.md"));
        String section = readme.substring(readme.indexOf(HEADING) + HEADING.length());
        String open = "```sh\n";
        String block = section.substring(section.indexOf(open) + open.length());
        return block.substring(0, block.indexOf("```"));
    }

    private boolean fresh(Controller api) {
        try {
            return api.hosts().value().rows().stream()
                            .filter(row -> row.status() == HostStatus.FRESH)
                            .count()
                    == stage.hosts().size();
        } catch (Failure e) {
            return false;
        }
    }

    private String state() {
        return host.exec("systemctl", "show", "--property=Result,ActiveState", "--value", UNIT)
                .strip()
                .replace('\n', ' ');
    }

    private String said() {
        return host.command("journalctl", "--no-pager", "--output=cat", "--unit=" + UNIT)
                .run()
                .out();
    }

    private void claim(String what, boolean held, String seen) {
        score.claim(host.name() + ": " + what, held, seen);
    }

    private void shell(String script) {
        host.exec("sh", "-e", "-c", script);
    }

    private void give(String path, Path file) throws IOException {
        give(path, Files.readString(file));
    }

    private void give(String path, String text) {
        host.command("sh", "-e", "-c", "cat >" + path).reading(text).check();
    }
}
