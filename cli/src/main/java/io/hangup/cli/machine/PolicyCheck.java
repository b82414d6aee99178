package io.hangup.cli.machine;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Has the agent itself read a policy, as it would on this host: nobody else knows better what it makes of one.
public final class PolicyCheck {
    private PolicyCheck() {}

    /// What the agent said of it.
    ///
    /// @param lines the whole of the policy that would hold, or what is wrong with it
    public record Answer(boolean good, List<String> lines) {}

    /// @param home the checkout with the built agent
    public static Answer of(Path home, Path policy) throws Failure, InterruptedException {
        if (!Files.isDirectory(home.resolve("agent").resolve("target"))) {
            throw new Failure(Exit.ERROR, "the agent is not built here: run this as ./hangup policy check");
        }
        try {
            Process agent = new ProcessBuilder(
                            Part.policyCheck(policy.toAbsolutePath()).plain(home))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            List<String> lines = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return new Answer(agent.waitFor() == 0, lines);
        } catch (IOException e) {
            throw new Failure(Exit.ERROR, "cannot start the agent: " + e.getMessage());
        }
    }
}
