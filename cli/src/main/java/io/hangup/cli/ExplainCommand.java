package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Text;
import io.hangup.cli.view.ExplainView;
import io.hangup.protocol.finding.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
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
    private static final Pattern RULE = Pattern.compile("[a-z0-9-]{1,64}");

    private final Optional<Path> home;
    private final InstantSource time;

    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a finding, as ./hangup stuck shows it.")
    private String id = "";

    ExplainCommand(Context context, InstantSource time) {
        super(context);
        this.home = context.home();
        this.time = time;
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        var reply = controller.finding(id);
        switch (format.chosen()) {
            case JSON -> screen().json(reply.document());
            case NDJSON -> screen().ndjson(reply.value());
            case TABLE, WIDE, CSV -> screen().print(explained(reply.value()));
        }
        return Exit.OK;
    }

    private List<Text> explained(Finding finding) {
        return ExplainView.of(finding, page(finding.rule()), time.instant());
    }

    /// Rules of one's own have no page.
    private Optional<String> page(String rule) {
        String page = "docs/rules/" + rule + ".md";
        return home.filter(_ -> RULE.matcher(rule).matches())
                .filter(checkout -> Files.isReadable(checkout.resolve(page)))
                .map(_ -> page);
    }
}
