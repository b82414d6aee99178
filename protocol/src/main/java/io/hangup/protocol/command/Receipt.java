package io.hangup.protocol.command;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A host's answer to one command.
///
/// @param steps what was done, in order; empty when nothing was
/// @param leftBehind processes of the login that still run; also who served a connection that is gone without them
/// @param took from the command's arrival to this look
public record Receipt(
        CommandId command,
        HostId host,
        Outcome outcome,
        List<Step> steps,
        List<HostProcess> leftBehind,
        Duration took,
        Instant at) {

    public Receipt {
        steps = List.copyOf(steps);
        leftBehind = List.copyOf(leftBehind);
    }

    /// One thing that was done, for people: `TERM to sshd 20853`.
    public record Step(String what, Instant at) {}
}
