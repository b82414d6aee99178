package io.hangup.trials;

import io.hangup.trials.bench.ScanCostTrial;
import io.hangup.trials.crash.CrashTrial;
import io.hangup.trials.demo.ChainTrial;
import io.hangup.trials.demo.DemoTrial;
import io.hangup.trials.demo.RestartsTrial;
import io.hangup.trials.demo.UpTrial;
import io.hangup.trials.guarantee.GuaranteeTrial;
import io.hangup.trials.halves.HalvesTrial;
import io.hangup.trials.halves.ReapTrial;
import io.hangup.trials.kinds.KindsTrial;
import io.hangup.trials.kinds.LadderTrial;
import io.hangup.trials.probe.ProbeRestoreTrial;
import io.hangup.trials.reaction.ReactionTrial;
import io.hangup.trials.restart.RestartTrial;
import io.hangup.trials.restart.SupervisorsTrial;
import io.hangup.trials.reuse.PidReuseTrial;
import io.hangup.trials.trial.Trial;
import java.util.List;

/// Every trial there is, in the order in which a newcomer would run them.
final class Trials {
    private Trials() {}

    static List<Trial> all() {
        return List.of(
                new DemoTrial(),
                new UpTrial(),
                new RestartsTrial(),
                new ChainTrial(),
                new KindsTrial(),
                new LadderTrial(),
                new HalvesTrial(),
                new ReapTrial(),
                new RestartTrial(),
                new SupervisorsTrial(),
                new ProbeRestoreTrial(),
                new PidReuseTrial(),
                new GuaranteeTrial(),
                new CrashTrial(),
                new ReactionTrial(),
                new ScanCostTrial());
    }
}
