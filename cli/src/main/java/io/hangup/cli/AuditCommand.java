package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.AuditView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hangup audit`: what each setting that ought to end sessions really does.
@Command(
        name = "audit",
        header = {
            "Shows, for every host, each setting that ought to end sessions: as set, and what it really does.",
            "",
            "  ./hangup audit",
            "  ./hangup audit --host web-1 -o wide",
            "  ./hangup audit -o csv >controls.csv",
            "",
            "What was decided and done is another matter:",
            "",
            "  ./hangup audit log --since 2h            who decided what, and what became of it",
            "  ./hangup audit verify                    whether any of that was changed or is missing",
            "  ./hangup audit export audit.ndjson       all of it, byte by byte, for verify or a SIEM",
            ""
        })
final class AuditCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Option(names = "--host", paramLabel = "HOST", description = "Only this host.")
    private String host = "";

    AuditCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var reply = controller.controls(new Filter(host, "", "", "", false));
        Pages.print(screen(), format.chosen(), reply, "controls", AuditView::columns);
        Pages.warnOfSilent(screen(), controller, reply.value().coverage());
        return Exit.OK;
    }
}
