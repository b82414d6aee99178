package io.hangup.trials.halves;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Release;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/// What logins leave behind on really booted hosts, and an operator who has it reaped: shells' jobs end, and what was
/// meant to live on stays, by agent and executor under their own units.
public final class ReapTrial implements Trial {
    @Override
    public String name() {
        return "reap";
    }

    @Override
    public String shows() {
        return "what logins leave behind: jobs are reaped, what was meant to live on is not, live logins are untouched";
    }

    @Override
    public String usually() {
        return "4 min";
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
        List<Release> releases = options.brief() ? List.of(Release.BOOKWORM) : List.of(Release.values());
        score.step("booting a host of each of " + releases);
        try (Stage stage = Stage.raise(
                "rules: []\n", Pace.QUICK, "{perHost: 1000/10m, fleet: 2000/10m}", HostPlan.booted(releases))) {
            List<Leavings> all = new ArrayList<>();
            List<AgentByHand> agents = new ArrayList<>();
            stage.attempt(score::detail, () -> {
                for (Host host : stage.hosts()) {
                    score.step("installing both halves on " + host.name() + ", logging in and out again");
                    Installation installed = Installation.on(stage, host);
                    var leavings = new Leavings(stage, host, installed, score);
                    leavings.raise();
                    all.add(leavings);
                    agents.add(new AgentByHand(stage, host, installed, score));
                }
                score.step("waiting until what is left is listed, then reaping it");
                all.forEach(Leavings::reap);
                if (!options.brief()) {
                    score.step("starting agents by hand, from logins that end");
                    agents.forEach(AgentByHand::start);
                    agents.forEach(AgentByHand::reap);
                }
            });
        }
    }
}
