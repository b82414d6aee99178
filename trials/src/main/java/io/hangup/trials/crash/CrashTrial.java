package io.hangup.trials.crash;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.List;
import java.util.stream.Stream;

/// A real connection is to be ended by a real executor that is killed (-9) at each step of its order, started again,
/// and killed again while it sees what it had begun: the answer is the truth, and nothing is done twice.
public final class CrashTrial implements Trial {
    private static final List<Step> ONCE = List.of(Step.NONE);
    private static final List<Step> AGAIN =
            List.of(Step.NONE, Step.LOOKED, Step.SETTLING, Step.SETTLED, Step.ANSWERING);

    @Override
    public String name() {
        return "crash";
    }

    @Override
    public String shows() {
        return "kill -9 at each step of a command: the answer is what is true, and nothing is done twice";
    }

    @Override
    public String usually() {
        return "5 min, 1 min with --short";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        List<Step> seconds = options.brief() ? ONCE : AGAIN;
        try (Lab lab = Lab.raise()) {
            Host host = lab.hosts(HostPlan.named("box").sshd(22)).getFirst();
            score.step("killing executors at " + (Step.values().length - 1) + " steps");
            List<Round> rounds = Stream.of(Step.values())
                    .flatMap(first -> (first == Step.NONE ? ONCE : seconds)
                            .stream().map(second -> new Round(lab, host, first, second)))
                    .toList();
            for (Round round : rounds) {
                round.play(score);
            }
            for (Step step : List.of(Step.INTENDED, Step.SIGNALLED)) {
                new Round(lab, host, step, Step.NONE).playWithoutLedger(score);
            }
        }
    }
}
