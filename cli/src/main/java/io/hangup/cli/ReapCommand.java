package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.OrphanView;
import io.hangup.protocol.feed.CommandDraft;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup reap`: ends one process that outlived its login, with what runs below it.
@Command(
        name = "reap",
        header = {
            "Ends what a login left behind: shows it, asks, waits for the host's receipt.",
            "",
            "  ./hangup reap web-1:9c1e-p20853 --reason \"forgotten build\"",
            "  ./hangup reap web-1:9c1e-p20853 --reason \"forgotten build\" --sign alice.pem",
            "",
            "The host spares what was meant to live on, unless its policy says otherwise.",
            ""
        })
final class ReapCommand extends AskCommand {
    @Mixin
    private final FormatOption format = new FormatOption();

    @Parameters(paramLabel = "ID", description = "Of a process that ./hangup orphans shows.")
    private String id = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit.")
    private String reason = "";

    @Option(
            names = "--sign",
            paramLabel = "KEYFILE",
            description = "Approve it with this operator's key: shows exactly what is signed, and asks.")
    private @Nullable Path sign;

    @Mixin
    private final Ending end = new Ending();

    ReapCommand(Context context) {
        super(context);
    }

    @Override
    Exit ask(Controller controller) throws Failure, InterruptedException {
        Ending.requireReason(reason);
        CommandRequest request = CommandRequest.reap(id, reason);
        if (sign == null) {
            show(controller);
            return end.end(screen(), format.chosen(), question(), () -> controller.send(request), controller);
        }
        Signing signing = Signing.with(sign);
        String target = show(controller);
        CommandDraft draft = controller.draft(request);
        byte[] bytes = signing.read(screen(), draft, request, target);
        return end.end(
                screen(),
                format.chosen(),
                question(),
                () -> controller.approve(draft.command(), signing.key().approve(bytes)),
                controller);
    }

    private static String question() {
        return "Reap this process and what is below it?";
    }

    /// @return id of what would end
    private String show(Controller controller) throws Failure {
        String target =
                id.contains("@") ? controller.finding(id).value().target().id() : id;
        Page<OrphanRow> page = controller.orphans(Filter.NONE).value();
        OrphanRow named = page.rows().stream()
                .filter(row -> row.id().equals(target))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "nothing that outlived its login goes by " + target
                                + "; ./hangup orphans shows what there is"));
        OrphanView.of(named, page).forEach(screen()::note);
        return target;
    }
}
