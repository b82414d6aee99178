package io.hangup.cli;

import io.hangup.protocol.feed.CommandRequest;
import picocli.CommandLine.Command;

/// `hangup keep`: spares a connection for a while.
@Command(
        name = "keep",
        header = {
            "Spares a connection for an hour, also from a command that has only warned so far.",
            "",
            "  ./hangup keep web-1:9c1e-3f2a --reason \"a build of mine, until tonight\"",
            ""
        })
final class KeepCommand extends TellCommand {
    KeepCommand(Context context) {
        super(context);
    }

    @Override
    CommandRequest request(String id, String reason) {
        return CommandRequest.keep(id, reason);
    }
}
