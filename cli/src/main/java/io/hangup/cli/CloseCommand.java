package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.TargetView;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import java.util.List;
import picocli.CommandLine.Command;

/// `hangup close`: ends one session and leaves the others of its connection.
@Command(
        name = "close",
        header = {
            "Ends one session and leaves the others of its connection: shows whose it is, asks, waits for the receipt.",
            "",
            "  ./hangup close web-1:9c1e-3f2a:20853 --reason \"its editor hangs\"",
            "  ./hangup close web-1:9c1e-3f2a:20853 --reason \"root's, left open\" --sign alice.pem",
            ""
        })
final class CloseCommand extends EndCommand {
    CloseCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String id, String reason) {
        return CommandRequest.close(id, reason);
    }

    @Override
    String question() {
        return "Close this session?";
    }

    @Override
    String show(Page<SessionRow> page, String target) throws Failure {
        SessionRow named = page.rows().stream()
                .filter(row -> row.id().equals(target) && row.leader().isPresent())
                .findFirst()
                .orElseThrow(() -> noSession(page, target));
        List<SessionRow> others = of(page, named.connection()).stream()
                .filter(row -> !row.id().equals(target))
                .toList();
        TargetView.closing(named, others.size(), page.asOf()).forEach(screen()::note);
        return target;
    }

    private static Failure noSession(Page<SessionRow> page, String target) {
        List<SessionRow> carried = of(page, target);
        if (carried.isEmpty()) {
            return new Failure(
                    Exit.NOT_FOUND, "no session " + target + " is open now; ./hangup sessions shows those that are");
        }
        return new Failure(
                Exit.REFUSED,
                target + " is a connection; name one session of it, or end it whole with ./hangup kill " + target);
    }
}
