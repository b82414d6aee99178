package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.machine.PolicyCheck;
import io.hangup.cli.text.Text;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hangup policy`: what a host's administrator lets be done there.
@Command(name = "policy", header = "Reads a host's policy as its agent would: ./hangup policy check FILE")
final class PolicyCommand {
    private final Context context;

    PolicyCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "check",
            header = {
                "Says whether this host's agent could rely on a policy, and what it would then allow. The agent is root's, so",
                "the file must be too, whoever asks.",
                "",
                "  ./hangup policy check /etc/hangup/policy.yaml",
                ""
            })
    int check(@Parameters(paramLabel = "FILE", description = "The policy, as it lies on this host.") Path file)
            throws Failure, InterruptedException {
        Path home = context.home()
                .orElseThrow(
                        () -> new Failure(Exit.ERROR, "run this as ./hangup policy check: HANGUP_HOME is not set"));
        PolicyCheck.Answer answer = PolicyCheck.of(home, file);
        if (!answer.good()) {
            answer.lines().forEach(line -> context.screen().fail(line));
            return Exit.ERROR.code();
        }
        answer.lines().forEach(line -> context.screen().print(Text.of(line)));
        context.screen().note("this host's agent, which is root's, would rely on " + file);
        return Exit.OK.code();
    }
}
