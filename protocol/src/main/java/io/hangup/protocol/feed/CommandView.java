package io.hangup.protocol.feed;

import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import java.util.Optional;

/// A command and, once there is one, the host's answer.
public record CommandView(Command command, Optional<Receipt> receipt) {}
