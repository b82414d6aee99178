package io.hangup.protocol.wire;

import io.hangup.protocol.command.Authority;
import io.hangup.protocol.command.Command;

/// What an [Envelope] turned out to be.
public sealed interface Opened {
    /// A command whose signatures all fit.
    record Ordered(Command command, Authority authority) implements Opened {}

    /// Its signature or one of its approvals does not fit. Not a byte of it was read.
    record Untrusted(String why) implements Opened {}

    /// It is signed, and is no command that can be read here.
    record Unreadable(String why) implements Opened {}
}
