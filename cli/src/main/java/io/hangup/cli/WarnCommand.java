package io.hangup.cli;

import io.hangup.protocol.feed.CommandRequest;
import picocli.CommandLine.Command;

/// `hangup warn`: tells who is at the terminals.
@Command(
        name = "warn",
        header = {
            "Tells who is at the terminals of a connection, or of one session, why it may be ended. Ends nothing.",
            "",
            "  ./hangup warn web-1:9c1e-3f2a:20853 --reason \"maintenance at 18:00, please log out\"",
            ""
        })
final class WarnCommand extends TellCommand {
    WarnCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String id, String reason) {
        return CommandRequest.warn(id, reason);
    }
}
