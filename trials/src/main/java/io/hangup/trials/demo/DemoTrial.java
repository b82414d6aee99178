package io.hangup.trials.demo;

import io.hangup.trials.lab.Lab;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// The main job, on three real hosts: stuck sessions are found, explained and ended, and everybody else still works.
public final class DemoTrial implements Trial {
    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String shows() {
        return "three real hosts: stuck sessions are found, explained and ended; healthy ones still answer";
    }

    @Override
    public String usually() {
        return "1 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        try (Stage stage = Play.stage(score)) {
            try {
                stage.attempt(score::detail, () -> {
                    Play.begin(stage, score).round(() -> {});
                    if (options.keep()) {
                        score.step("left up as asked; Ctrl-C takes it down. The page: " + stage.url());
                        new CountDownLatch(1).await();
                    }
                });
            } finally {
                score.step("taking everything down");
            }
        }
    }
}
