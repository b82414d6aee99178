package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ServerView;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.HostRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `hangup restart-sshd`: restarts a host's SSH server, by what the host's own policy names.
@Command(
        name = "restart-sshd",
        header = {
            "Restarts a host's SSH server: tests its settings first, reads its greeting after. Ends no session.",
            "",
            "  ./hangup restart-sshd web-1 --reason \"its listener answers nobody\"",
            ""
        })
final class RestartSshdCommand extends WishCommand {
    @Parameters(paramLabel = "HOST", description = "As in the column HOST of ./hangup hosts.")
    private String host = "";

    RestartSshdCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String reason) {
        return CommandRequest.restart(host, reason);
    }

    @Override
    String question() {
        return "Restart its SSH server?";
    }

    @Override
    String show(Controller controller) throws Failure {
        HostRow row = controller.hosts().value().rows().stream()
                .filter(r -> r.host().value().equals(host))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND, "no host " + host + " is known; ./hangup hosts shows those that are"));
        ServerView.of(row).forEach(screen()::note);
        return host;
    }
}
