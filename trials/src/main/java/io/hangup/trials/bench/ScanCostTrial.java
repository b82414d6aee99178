package io.hangup.trials.bench;

import io.hangup.trials.lab.Lab;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.List;

/// What the agent costs a host, beside what cannot cost less and what people use today.
public final class ScanCostTrial implements Trial {
    @Override
    public String name() {
        return "scan-cost";
    }

    @Override
    public String shows() {
        return "what the agent costs a host with 10, 100 and 500 real sessions, beside C floors, ss, w and scripts";
    }

    @Override
    public String usually() {
        return "45 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        var effort = Effort.of(options.brief(), options.soak());
        score.step("raising a host with a real sshd, a desk to log in from and a broker");
        try (Ground ground = Ground.raise()) {
            var figures = Figures.none();
            try {
                new ScanCost(ground, effort, figures, score).measure();
            } finally {
                new Report(figures, effort).print(score);
            }
        }
    }
}
