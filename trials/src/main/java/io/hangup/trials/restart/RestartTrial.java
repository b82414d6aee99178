package io.hangup.trials.restart;

import io.hangup.protocol.command.Outcome;
import io.hangup.trials.halves.Installation;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Release;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.List;

/// Restarts of sshd on really booted hosts: what stays, what is refused, and what is said when one fails.
public final class RestartTrial implements Trial {
    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String shows() {
        return "sshd is restarted by what runs it: no session ends, wrong settings are refused, a failure is said aloud";
    }

    @Override
    public String usually() {
        return "3 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirementsToBoot();
    }

    @Override
    public boolean boots() {
        return true;
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        List<Release> releases = options.brief() ? List.of(Release.TRIXIE) : List.of(Release.values());
        score.step("booting a host of each of " + releases);
        try (Stage stage =
                Stage.raise("rules: []\n", Pace.QUICK, "{perHost: 100/1m, fleet: 100/1m}", HostPlan.booted(releases))) {
            stage.attempt(score::detail, () -> {
                for (Host host : stage.hosts()) {
                    score.step("one process as root on " + host.name());
                    inOneProcess(stage, host, score);
                    score.step("both halves and the unit that restarts sshd on " + host.name());
                    Installation installation = Installation.on(stage, host);
                    try {
                        new UnderSystemd(stage, host, installation, score).run();
                    } catch (Exception e) {
                        score.detail(installation.said("hangup-executor"));
                        score.detail(installation.said("hangup-restart-sshd"));
                        throw e;
                    }
                }
            });
        }
    }

    private static void inOneProcess(Stage stage, Host host, Score score) {
        host.command("sh", "-c", "cat >/etc/hangup/policy.yaml")
                .reading("allow: [probe, restart-sshd]\nrestart: {unit: ssh.service, manager: systemd}\n")
                .check();
        Outcome outcome = new Wishes(stage.api(), host).restart("one process does it all");
        score.claim(
                host.name() + ": an agent that runs as root restarts it by itself",
                outcome.equals(new Outcome.Restarted(0, 0)),
                outcome.toString());
    }
}
