package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Server;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.machine.Machine;
import io.hangup.cli.machine.Setup;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.snapshot.Blindspot;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `hangup up`: everything on this machine, until Ctrl-C.
@Command(
        name = "up",
        header = {
            "Runs Kafka, the controller and this machine's agent, until Ctrl-C.",
            "",
            "  ./hangup up",
            "  ./hangup up --port 8080 --rules my-rules.yaml --state /tmp/hangup",
            ""
        })
final class UpCommand implements Callable<Integer> {
    private final Context context;
    private final InstantSource time;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description = "Keys, configuration, logs and data. Default: .hangup in the checkout.")
    private @Nullable Path state;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Of the page and the API: ${DEFAULT-VALUE}. Kafka takes the next one.")
    private int port = 7070;

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules instead of the shipped ones.")
    private @Nullable Path rules;

    @Option(names = "--no-agent", description = "Do not watch this machine itself.")
    private boolean withoutAgent;

    UpCommand(Context context, InstantSource time) {
        this.context = context;
        this.time = time;
    }

    @Override
    public Integer call() throws Failure, InterruptedException {
        Path folder = Optional.ofNullable(state).orElseGet(context::state);
        Path home = context.home()
                .orElseThrow(() -> new Failure(Exit.ERROR, "run this as ./hangup up: HANGUP_HOME is not set"));
        var setup = new Setup(home, folder, port, Optional.ofNullable(rules), !withoutAgent);
        Setup.Up up = setup.start(time, context.screen()::note, UpCommand::stopWithThisProcess);
        summary(up, folder);
        warnOfBlindspots(up.url());
        up.machine().watch();
        return Exit.OK.code();
    }

    /// Ctrl-C, TERM, HUP and the end of [#call] all come this way; the process ends when the children have.
    private static void stopWithThisProcess(Machine machine) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("up-stop").unstarted(() -> {
            try {
                machine.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void summary(Setup.Up up, Path folder) {
        Screen screen = context.screen();
        up.kept()
                .forEach(file ->
                        screen.warn(file + " was edited and is left as it is; remove it to have it written anew"));
        String more = folder.equals(context.state()) ? "" : " --server " + up.url();
        String token = folder.equals(context.state()) ? "" : " --token-file " + folder.resolve("operator.token");
        screen.print(List.of(
                Text.of("Hangup is up: ", Tone.GOOD).plus(up.url() + "/", Tone.STRONG),
                Text.of("  ./hangup sessions" + more + "    every SSH session here"),
                Text.of("  ./hangup stuck" + more + "       what is stuck, and why: ./hangup explain ID" + more),
                Text.of("  ./hangup kill ID --reason TEXT" + more + token),
                Text.of("Logs and configuration are in " + folder + ". Ctrl-C stops everything.", Tone.QUIET)));
    }

    /// Says what the agent can't see here, usually for want of root.
    private void warnOfBlindspots(String url) {
        Screen screen = context.screen();
        try {
            for (HostRow host : new Controller(Server.at(url, Optional.empty()))
                    .hosts()
                    .value()
                    .rows()) {
                for (Blindspot blindspot : host.blindspots()) {
                    screen.warn(host.host() + " can't be seen in full: " + blindspot.why());
                }
            }
        } catch (Failure e) {
            // Only news: should the controller be gone, it is brought back.
            screen.warn(e.sentence());
        }
    }
}
