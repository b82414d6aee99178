package io.hangup.controller.govern;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import java.util.List;

/// A command that was drafted before, and that operators have signed since: it is sent exactly as it was
/// drafted, or not at all.
public record Approved(Command command, List<Approval> approvals) {
    public Approved {
        approvals = List.copyOf(approvals);
    }
}
