package io.hangup.protocol.feed;

import io.hangup.protocol.command.CommandId;
import java.time.Instant;
import java.util.regex.Pattern;

/// A command that is decided and not sent: it waits for an operator's approval.
///
/// @param command its id
/// @param bytes exactly what is signed and would travel, in hexadecimal: whoever approves it reads these and nothing
///     else
/// @param expires after that it can't be approved any more
public record CommandDraft(CommandId command, String bytes, Instant expires) {
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-f]{2}){1,4096}");

    public CommandDraft {
        if (!HEX.matcher(bytes).matches()) {
            throw new IllegalArgumentException("not the bytes of a command, in hexadecimal");
        }
    }
}
