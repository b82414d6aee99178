package io.hangup.cli;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.view.TargetView;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import java.util.List;
import picocli.CommandLine.Command;

/// `hangup kill`: ends one connection and says what is true afterwards.
@Command(
        name = "kill",
        header = {
            "Ends one connection: shows whose it is, asks, waits for the host's receipt.",
            "",
            "  ./hangup kill web-1:9c1e-3f2a --reason \"laptop lost, user asked\"",
            "  ./hangup kill dead-peer@web-1:9c1e-3f2a --reason \"holds a lock\" --yes -o json",
            "  ./hangup kill web-1:9c1e-3f2a --reason \"root's, left open\" --sign alice.pem",
            ""
        })
final class KillCommand extends EndCommand {
    KillCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String id, String reason) {
        return CommandRequest.drop(id, reason);
    }

    @Override
    String question() {
        return "End this connection?";
    }

    /// Who names one session of several did not mean the others.
    @Override
    String show(Page<SessionRow> page, String target) throws Failure {
        SessionRow named = page.rows().stream()
                .filter(row -> row.id().equals(target) || row.connection().equals(target))
                .findFirst()
                .orElseThrow(() -> new Failure(
                        Exit.NOT_FOUND,
                        "no connection " + target + " is open now; ./hangup sessions shows those that are"));
        String connection = named.connection();
        List<SessionRow> ending = of(page, connection);
        if (ending.size() > 1 && !target.equals(connection)) {
            throw new Failure(
                    Exit.REFUSED,
                    target + " is one of " + ending.size() + " sessions of a connection; ./hangup close " + target
                            + " ends it alone, ./hangup kill " + connection + " ends them all");
        }
        TargetView.of(ending, page.asOf()).forEach(screen()::note);
        return connection;
    }
}
