package io.hangup.trials.demo;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.stage.Deeds;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.List;

/// The demonstration again, while one part after the other is killed (-9) at a moment drawn by chance and
/// started again: no finding is lost and no kill is repeated.
public final class RestartsTrial implements Trial {
    @Override
    public String name() {
        return "restarts";
    }

    @Override
    public String shows() {
        return "kill -9 of controller, agents and broker during the demo: no finding lost, no kill repeated";
    }

    @Override
    public String usually() {
        return "4 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        long seed = Long.getLong("hangup.seed", System.nanoTime());
        score.step("the moments come from -Dhangup.seed=" + seed);
        try (Stage stage = Play.stage(score)) {
            try {
                stage.attempt(score::detail, () -> {
                    var chance = new Moments(seed);
                    Play play = Play.begin(stage, score);
                    play.round(() -> restart(
                            score, chance, "controller", () -> stage.kill("controller"), stage::startController));
                    play.round(() ->
                            restart(score, chance, "all agents", () -> killAgents(stage), () -> startAgents(stage)));
                    if (!options.brief()) {
                        play.round(
                                () -> restart(score, chance, "broker", () -> stage.kill("broker"), stage::startBroker));
                    }
                    List<String> repeated = Deeds.of(stage).doneMoreThanOnce();
                    score.claim("no kill was repeated", repeated.isEmpty(), String.join(", ", repeated));
                });
            } finally {
                score.step("taking everything down");
            }
        }
    }

    private static void restart(Score score, Moments chance, String part, Runnable kill, Runnable start) {
        chance.letPass();
        score.step("kill -9  " + part);
        kill.run();
        start.run();
        score.step("again up " + part);
    }

    private static void killAgents(Stage stage) {
        stage.hosts().forEach(host -> stage.kill(Stage.agent(host.name())));
    }

    private static void startAgents(Stage stage) {
        stage.hosts().stream().map(Host::name).forEach(stage::startAgent);
    }
}
