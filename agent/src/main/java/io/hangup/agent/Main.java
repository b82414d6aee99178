package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.journal.LedgerInUse;
import io.hangup.agent.policy.file.Reliance;
import io.hangup.protocol.config.Loaded;
import io.hangup.protocol.wire.HostKey;
import io.hangup.protocol.wire.KeyFileException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// `hangup-agent --config FILE`: runs until it is terminated. `hangup-agent --check-policy FILE`: says what that policy
/// would allow if it were this host's, and ends.
///
/// Ends with 0 after SIGTERM or SIGINT, 1 when another agent uses the same state, the policy to check can't be relied
/// on, or what can't happen did, 2 when it can't be started as asked. Prints `ready HOST` when the first snapshot is
/// safe in Kafka.
public final class Main {
    private static final String USAGE = "usage: hangup-agent --config FILE | --check-policy FILE | --version";

    private final Printer printer = new Printer();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private volatile Runnable wake = () -> {};

    private Main() {}

    public static void main(String[] arguments) throws IOException {
        int status = new Main().start(arguments);
        Runtime.getRuntime().halt(status);
    }

    private int start(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            printer.say("hangup-agent " + Version.TEXT);
            return 0;
        }
        if (arguments.length == 2 && arguments[0].equals("--check-policy")) {
            return check(Path.of(arguments[1]));
        }
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            printer.complain(List.of(USAGE));
            return 2;
        }
        return switch (AgentConfig.load(Path.of(arguments[1]), HostName.read())) {
            case Loaded.Bad<AgentConfig>(List<String> problems) -> {
                printer.complain(problems);
                yield 2;
            }
            case Loaded.Good<AgentConfig>(AgentConfig config) -> run(config);
        };
    }

    private int check(Path policy) {
        var reliance = Reliance.on(policy);
        printer.complain(reliance.problems());
        if (!reliance.problems().isEmpty()) {
            return 1;
        }
        reliance.whole().ifPresent(text -> printer.say(text.stripTrailing()));
        return 0;
    }

    private int run(AgentConfig config) throws IOException {
        printer.say(config.print().stripTrailing());
        try {
            return run(config, HostKey.load(config.hostKey(), config.host()));
        } catch (KeyFileException e) {
            printer.complain(List.of("hostKey: " + e.getMessage()));
            return 2;
        }
    }

    private int run(AgentConfig config, HostKey own) throws IOException {
        stopOnSignal(Thread.currentThread());
        try (var agent = new AgentWiring(config, own, () -> printer.say("ready " + config.host()))) {
            wake = agent.cycle()::wake;
            var heap = new Heap();
            while (!stopping.get()) {
                agent.cycle().turn();
                heap.tidy();
            }
            return 0;
        } catch (LedgerInUse e) {
            printer.complain(List.of(String.valueOf(e.getMessage())));
            return 1;
        }
    }

    /// A signal lets the turn under way end, and waits until everything is closed.
    private void stopOnSignal(Thread main) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.set(true);
            wake.run();
            try {
                main.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }
}
