package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.ExplainView;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `hangup explain`: why a session is called stuck, and what was done about it.
@Command(
        name = "explain",
        header = {
            "Tells one finding in full: each condition with what was seen, what was done, how it ended.",
            "",
            "  ./hangup explain dead-peer@web-1:9c1e-3f2a",
            ""
        })
final class ExplainCommand extends AskCommand {
    private final InstantSource time;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a finding, as ./hangup stuck shows it.")
    private String id = "";

    ExplainCommand(Context context, InstantSource time) {
        super(context);
        this.time = time;
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var reply = controller.finding(id);
        switch (format.chosen()) {
            case JSON -> screen().json(reply.document());
            case NDJSON -> screen().ndjson(reply.value());
            case TABLE, WIDE, CSV -> screen().print(ExplainView.of(reply.value(), time.instant()));
        }
        return Exit.OK;
    }
}
