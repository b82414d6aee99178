package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.OrphanView;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import picocli.CommandLine.Command;
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
final class ReapCommand extends WishCommand {
    @Parameters(paramLabel = "ID", description = "Of a process that ./hangup orphans shows.")
    private String id = "";

    ReapCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String reason) {
        return CommandRequest.reap(id, reason);
    }

    @Override
    String question() {
        return "Reap this process and what is below it?";
    }

    @Override
    String show(Controller controller) throws Failure {
        String target = meant(controller, id);
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
