package io.hangup.agent;

import io.hangup.agent.config.AgentConfig;
import io.hangup.agent.probe.Probe;
import io.hangup.agent.probe.ProbeSettings;
import io.hangup.agent.restart.Counter;
import io.hangup.protocol.config.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `hangup-restart-sshd --config FILE`: root's hand for one thing, to restart the SSH server. It is started when the
/// executor has asked, does what the host's policy allows, and ends.
///
/// Ends with 0 when it did what was asked or refused it, 2 when it can't be started as asked.
public final class RestartMain {
    private static final String USAGE = "usage: hangup-restart-sshd --config FILE";

    private final Printer printer = new Printer();

    private RestartMain() {}

    public static void main(String[] arguments) throws IOException {
        int status = new RestartMain().start(arguments);
        Runtime.getRuntime().halt(status);
    }

    private int start(String[] arguments) throws IOException {
        if (arguments.length != 2 || !arguments[0].equals("--config")) {
            return refuse(List.of(USAGE));
        }
        Path file = Path.of(arguments[1]);
        return switch (AgentConfig.load(file, HostName.read())) {
            case Loaded.Bad<AgentConfig>(List<String> problems) -> refuse(problems);
            case Loaded.Good<AgentConfig>(AgentConfig config) ->
                config.executor().isEmpty()
                        ? refuse(List.of(file + ": executor is not set, so the agent restarts the server itself"))
                        : run(config, config.executor().get());
        };
    }

    private int refuse(List<String> problems) {
        printer.complain(problems);
        return 2;
    }

    private int run(AgentConfig config, AgentConfig.Executor executor) throws IOException {
        Files.createDirectories(executor.restartDir());
        var clock = SystemClock.start();
        try (Probe probe = Probe.open(ProbeSettings.defaults(Version.TEXT), () -> {})) {
            var counter = new Counter(
                    Path.of("/"),
                    executor.runDir(),
                    executor.restartDir(),
                    ExecutorWiring.counsel(config.policy()),
                    () -> probe.look(clock.now()),
                    clock::now,
                    () -> Duration.ofMillis(10 * KernelUptime.hundredths()));
            printer.say("did " + counter.serve() + " of what was asked");
        }
        return 0;
    }
}
