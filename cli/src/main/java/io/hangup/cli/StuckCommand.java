package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.StuckView;
import io.hangup.protocol.finding.Verdict;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `hangup stuck`: the sessions that a rule calls stuck, over the whole fleet.
@Command(
        name = "stuck",
        header = {
            "Shows what a rule calls stuck, or cannot know of, on all hosts.",
            "",
            "  ./hangup stuck",
            "  ./hangup stuck --host web-1 --rule dead-peer",
            "  ./hangup stuck --all -o ndjson",
            ""
        })
final class StuckCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Mixin
    private final WhereOptions where = new WhereOptions();

    @Option(names = "--rule", paramLabel = "RULE", description = "Only findings of this rule.")
    private String rule = "";

    @Option(
            names = "--verdict",
            paramLabel = "VERDICT",
            completionCandidates = Verdicts.class,
            description = "Only one of: ${COMPLETION-CANDIDATES}.")
    private @Nullable Verdict verdict;

    @Option(names = "--all", description = "Also what has ended or cleared.")
    private boolean all;

    /// Every verdict there is, in the words of the table.
    static final class Verdicts implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Stream.of(Verdict.values())
                    .map(verdict -> verdict.name().toLowerCase(Locale.ROOT))
                    .iterator();
        }
    }

    StuckCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure {
        String only = verdict == null ? "" : verdict.name().toLowerCase(Locale.ROOT);
        boolean over = all || verdict == Verdict.ENDED || verdict == Verdict.CLEARED;
        var reply = controller.stuck(new Filter(where.host(), where.user(), rule, only, over));
        Pages.print(screen(), format.chosen(), reply, "stuck sessions", StuckView::columns);
        Pages.warnOfSilent(screen(), controller, reply.value().coverage());
        return Exit.OK;
    }
}
