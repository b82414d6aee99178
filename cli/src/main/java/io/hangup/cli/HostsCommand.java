package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.HostsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hangup hosts`: the hosts that have an agent, and how well they are seen.
@Command(
        name = "hosts",
        header = {
            "Shows every host: whether it is heard, what it carries, what its agent can't see.",
            "",
            "  ./hangup hosts",
            "  ./hangup hosts -o wide",
            ""
        })
final class HostsCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    HostsCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        return Pages.print(screen(), format.chosen(), controller.hosts(), "hosts", HostsView::columns);
    }
}
