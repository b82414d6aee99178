package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.SessionsView;
import io.hangup.protocol.feed.SessionVerdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hangup sessions`: every SSH session of the fleet, stuck or not.
@Command(
        name = "sessions",
        header = {
            "Shows every SSH session on all hosts, and connections that carry none.",
            "",
            "  ./hangup sessions",
            "  ./hangup sessions --user alice -o wide",
            "  ./hangup sessions --verdict unknown -o json",
            ""
        })
final class SessionsCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final WhereOptions where = new WhereOptions();

    @Option(names = "--verdict", paramLabel = "VERDICT", description = "Only live, stuck or unknown.")
    private @Nullable SessionVerdict verdict;

    SessionsCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        String only = verdict == null ? "" : verdict.name().toLowerCase(Locale.ROOT);
        var reply = controller.sessions(new Filter(where.host(), where.user(), "", only, false));
        Pages.print(screen(), format.chosen(), reply, "sessions", SessionsView::columns);
        Pages.warnOfSilent(screen(), controller, reply.value().coverage());
        return Exit.OK;
    }
}
