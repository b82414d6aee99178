package io.hangup.trials.crash;

import io.hangup.agent.ExecutorSight;
import io.hangup.agent.enforce.Hand;
import io.hangup.agent.executor.Check;
import io.hangup.agent.executor.Journal;
import io.hangup.agent.executor.LocalExecutor;
import io.hangup.agent.journal.FileJournal;
import io.hangup.agent.journal.StampedJournal;
import io.hangup.agent.loop.Executor;
import io.hangup.agent.loop.Identity;
import io.hangup.agent.loop.Sight;
import io.hangup.agent.policy.file.HostCounsel;
import io.hangup.agent.policy.file.People;
import io.hangup.agent.policy.file.PolicyBook;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.signal.PidfdHand;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.Keyring;
import io.hangup.protocol.wire.TrustedKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// `Struck STEP FOLDER`, inside a host: an executor with its real eyes, hand, policy and ledger is handed the command
/// that FOLDER holds, and dies at STEP. One that does not die prints its answer.
public final class Struck {
    static final HostId HOST = new HostId("here");

    private static final long LONGEST_WAIT_NANOS = 20_000_000;

    private Struck() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        Path folder = Path.of(arguments[1]);
        var fuse = new Fuse(Step.valueOf(arguments[0]), folder.resolve("signals"));
        var clock = new KernelTime();
        try (Probe probe = Probe.open(ProbeSettings.defaults("trial"), () -> {});
                FileJournal ledger = FileJournal.open(folder, clock.now(), KernelTime.kernel())) {
            var order = Sealed.in(folder, probe);
            Journal journal =
                    StampedJournal.over(ledger, folder.resolve("run"), probe.bootId(), clock.now(), "run it again");
            try (var executor = new LocalExecutor(
                    new Identity(HOST, probe.bootId(), probe.facts(), Map.of(), 1),
                    Optional.empty(),
                    Check.by(Keyring.of(TrustedKeys.of(order.key().trusted()), TrustedKeys.of())),
                    List.of(),
                    new LocalExecutor.Ports(
                            fuse.around(Sight.class, new ExecutorSight(probe)),
                            fuse.around(Hand.class, new PidfdHand()),
                            new HostCounsel(
                                    PolicyBook.at(folder.resolve("policy.yaml")),
                                    new People(Path.of("/")),
                                    ZoneId.systemDefault()),
                            fuse.around(Journal.class, journal),
                            clock,
                            Optional.empty()))) {
                executor.take(order.envelope());
                out.println("answer " + answer(executor, order.id()));
            }
        }
    }

    private static String answer(Executor executor, CommandId command) {
        while (true) {
            Optional<String> answer = executor.advance().stream()
                    .map(Struck::told)
                    .distinct()
                    .reduce((one, other) -> one + " and then " + other);
            if (answer.isPresent()) {
                executor.sent(command);
                return answer.get();
            }
            LockSupport.parkNanos(executor.patience().map(Duration::toNanos).orElse(LONGEST_WAIT_NANOS));
        }
    }

    private static String told(Executor.Report report) {
        return switch (report) {
            case Executor.Report.Answered(var receipt) -> receipt.outcome().toString();
            case Executor.Report.SetAside(var _, String why) -> "set aside: " + why;
            case Executor.Report.Heard _ -> throw new IllegalStateException("nobody was asked");
        };
    }
}
