package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ClientsView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hangup clients`: the SSH clients that run on hosts of the fleet.
@Command(
        name = "clients",
        header = {
            "Shows every SSH client on the hosts: whose login started it, and where it leads.",
            "",
            "  ./hangup clients",
            "  ./hangup clients --host bastion -o wide",
            ""
        })
final class ClientsCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final WhereOptions where = new WhereOptions();

    ClientsCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var reply = controller.clients(new Filter(where.host(), where.user(), "", "", false));
        Pages.print(screen(), format.chosen(), reply, "SSH clients", ClientsView::columns);
        Pages.warnOfSilent(screen(), controller, reply.value().coverage());
        return Exit.OK;
    }
}
