package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.Page;
import java.util.List;
import picocli.CommandLine.Command;

/// `hangup check`: whether what Hangup says can be relied on now.
@Command(
        name = "check",
        header = {
            "Says whether the controller is ready, every host is heard, and what the agents can't see.",
            "",
            "  ./hangup check && echo all is well",
            ""
        })
final class CheckCommand extends AskCommand {
    CheckCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        controller.ready();
        screen().print(Text.of("controller  ").plus("ready", Tone.GOOD));
        Page<HostRow> hosts = controller.hosts().value();
        Page.Coverage coverage = hosts.coverage();
        boolean heard = coverage.known() > 0 && coverage.fresh() == coverage.known();
        screen().print(Text.of("hosts       ")
                .plus(coverage.fresh() + " of " + coverage.known() + " fresh", heard ? Tone.GOOD : Tone.DOUBT));
        hosts.rows().forEach(row -> screen().print(blindspots(row)));
        Pages.warnOfSilent(screen(), controller, coverage);
        return heard ? Exit.OK : Exit.PARTIAL;
    }

    private static List<Text> blindspots(HostRow row) {
        return row.blindspots().stream()
                .map(blindspot -> Text.of("blind       ").plus(row.host() + ": " + blindspot.why(), Tone.DOUBT))
                .toList();
    }
}
