package io.hangup.trials.reaction;

import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.util.ArrayList;
import java.util.List;

/// Sessions are ended one after the other, and each command is followed from the controller's decision to the signal.
///
/// It prints; nothing is failed for being slow on a busy machine.
public final class ReactionTrial implements Trial {
    private static final int COMMANDS = 200;
    private static final int FEW_COMMANDS = 10;
    private static final String POLICY = "allow: [drop]\nbudget: {drop: 1000/10m}\n";
    private static final String BUDGET = "{perHost: 1000/1m, fleet: 1000/1m}";

    @Override
    public String name() {
        return "reaction";
    }

    @Override
    public String shows() {
        return "from a decision to its signal: p50, p99, and the share that is Hangup's rather than Kafka's";
    }

    @Override
    public String usually() {
        return "4 min, 20 s with --short";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        int wanted = options.brief() ? FEW_COMMANDS : COMMANDS;
        try (Stage stage = Stage.raise(
                "rules: []\n", Pace.QUICK, BUDGET, HostPlan.named("web-1").sshd(22))) {
            stage.hosts()
                    .getFirst()
                    .command("sh", "-c", "cat >/etc/hangup/policy.yaml && chmod 644 /etc/hangup/policy.yaml")
                    .reading(POLICY)
                    .check();
            stage.attempt(score::detail, () -> {
                try (Delivery delivery = Delivery.begin(stage.kafka())) {
                    List<Reaction> seen = new ArrayList<>();
                    score.step("ending " + wanted + " sessions, one after the other");
                    var ender = new Ender(stage, delivery);
                    for (int i = 0; i < wanted; i++) {
                        seen.add(ender.next());
                    }
                    report(seen, wanted, score);
                }
            });
        }
    }

    private static void report(List<Reaction> seen, int wanted, Score score) {
        long signalled = seen.stream().filter(Reaction::inOrder).count();
        score.claim(
                "each command was read, then its signal sent, then its client hung up",
                signalled == wanted,
                signalled + " of " + wanted);
        Spread whole = Spread.of(seen, Reaction::whole);
        Spread bare = Spread.of(seen, Reaction::kafka);
        Spread host = Spread.of(seen, Reaction::host);
        show(score, "decision to signal", whole);
        show(score, "decision to a bare Kafka consumer", bare);
        show(score, "on the host: command read to signal", host);
        double share = seen.stream().mapToLong(r -> r.host().toNanos()).sum()
                / (double) seen.stream().mapToLong(r -> r.whole().toNanos()).sum();
        score.figure("share of the host", share);
        score.detail("%.0f %% of all that time passed on the host".formatted(100 * share));
    }

    private static void show(Score score, String what, Spread spread) {
        score.figure(what + ", ms, p50", spread.p50());
        score.figure(what + ", ms, p99", spread.p99());
        score.detail("%-38s p50 %6.1f ms   p99 %6.1f ms".formatted(what, spread.p50(), spread.p99()));
    }
}
