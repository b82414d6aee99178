package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.OrphansView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `hangup orphans`: what a login left running.
@Command(
        name = "orphans",
        header = {
            "Shows processes that outlived the login that started them, and what shows that they were meant to.",
            "",
            "  ./hangup orphans",
            "  ./hangup orphans --user alice -o wide",
            ""
        })
final class OrphansCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final WhereOptions where = new WhereOptions();

    OrphansCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var reply = controller.orphans(new Filter(where.host(), where.user(), "", "", false));
        Pages.print(screen(), format.chosen(), reply, "orphans", OrphansView::columns);
        Pages.warnOfSilent(screen(), controller, reply.value().coverage());
        return Exit.OK;
    }
}
