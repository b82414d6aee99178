package io.hangup.trials.probe;

import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.time.Duration;
import java.util.List;

/// The silent probe: what it answers, and that it leaves every socket as it was, also when the agent is killed.
public final class ProbeRestoreTrial implements Trial {
    private static final int ROUNDS = 100;
    private static final int FEW_ROUNDS = 5;
    private static final Duration TO_SET_BACK = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "probe-restore";
    }

    @Override
    public String shows() {
        return "the silent probe tells who is there, and a kill -9 at any instant leaves sockets as they were";
    }

    @Override
    public String usually() {
        return "20 min, 1 min with --short";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        long seed = Long.getLong("hangup.seed", System.nanoTime());
        score.step("the moments come from -Dhangup.seed=" + seed);
        try (Ward ward = Ward.raise(score)) {
            try {
                Ward.HOSTS.forEach(ward.stage()::startAgent);
                new Answers(ward, score).collect();
                ward.dismiss();
                score.step("killing agents while they ask");
                Ward.HOSTS.forEach(host -> List.of("alice", "bob", "carol").forEach(user -> ward.admit(host, user)));
                new Kills(ward, score).run(options.brief() ? FEW_ROUNDS : ROUNDS, seed);
                aftermath(ward, score);
            } catch (Exception e) {
                score.detail(ward.stage().said());
                throw e;
            }
        }
    }

    /// With the probe turned off nothing may be changed any more, not even for a moment.
    private static void aftermath(Ward ward, Score score) {
        for (String host : Ward.HOSTS) {
            ward.stage().kill(Stage.agent(host));
            ward.stage().addSettings(host, "probe: off\n");
            ward.stage().startAgent(host);
        }
        List<Patient> all = ward.patients();
        score.claim(
                "every option of " + all.size() + " sockets is as it was",
                Patience.within(TO_SET_BACK, () -> all.stream().allMatch(Patient::asBefore)),
                "");
        score.claim(
                "no byte of SSH was sent or received",
                all.stream().allMatch(p -> p.socket().traffic().sameBytes(p.at())),
                "");
        score.claim(
                "each was asked, by empty segments",
                all.stream().allMatch(p -> p.socket().traffic().segments() > p.at().segments()),
                all.stream()
                        .mapToLong(p -> p.socket().traffic().segments() - p.at().segments())
                        .summaryStatistics()
                        .toString());
        score.claim("every session answers", all.stream().allMatch(Patient::answers), "");
    }
}
