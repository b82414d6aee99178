package io.hangup.trials.halves;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Release;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;

/// The agent's two halves under their own units on really booted hosts: what each can and can't do, and what happens
/// when the executor is killed half-way, has somebody warned, or meets a server that no signal reaches.
public final class HalvesTrial implements Trial {
    @Override
    public String name() {
        return "halves";
    }

    @Override
    public String shows() {
        return "agent and executor under their units: one can't kill, the other has no network, a crash repeats nothing";
    }

    @Override
    public String usually() {
        return "3 min";
    }

    @Override
    public List<String> lacks() {
        Stream<String> tools = Files.isExecutable(Unreachable.MAKES)
                ? Stream.empty()
                : Stream.of(Unreachable.MAKES + " is missing: apt-get install e2fsprogs");
        return Stream.concat(Lab.requirementsToBoot().stream(), tools).toList();
    }

    @Override
    public boolean boots() {
        return true;
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        List<Release> releases = options.brief() ? List.of(Release.BOOKWORM) : List.of(Release.values());
        score.step("booting a host of each of " + releases);
        try (Stage stage =
                Stage.raise("rules: []\n", Pace.QUICK, "{perHost: 100/1m, fleet: 100/1m}", HostPlan.booted(releases))) {
            stage.attempt(score::detail, () -> {
                for (Host host : stage.hosts()) {
                    score.step("installing both halves on " + host.name());
                    Installation installation = Installation.on(stage, host);
                    try {
                        new Examination(stage, host, installation, score).run();
                    } catch (Exception e) {
                        score.detail(installation.said("hangup-agent"));
                        score.detail(installation.said("hangup-executor"));
                        throw e;
                    }
                }
                score.step(
                        "installing a controller on " + stage.hosts().getFirst().name());
                new InstalledController(stage, stage.hosts().getFirst(), score).run();
            });
        }
    }
}
