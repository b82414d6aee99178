package io.hangup.controller.govern;

import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.HostId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Everything the governor remembers. A value: a step makes the next one.
public final class Ledger {
    public static final Ledger BLANK = new Ledger();

    private Ledger() {}

    /// What was known when the controller stopped, from the topics.
    public static Ledger recover(Collection<Finding> findings, Collection<Receipt> receipts) {
        return BLANK;
    }

    /// Every finding that is kept, in no order.
    public Collection<Finding> findings() {
        return List.of();
    }

    /// The findings of one host, in no order.
    public Collection<Finding> findings(HostId host) {
        return List.of();
    }

    public Optional<Finding> finding(FindingId id) {
        return Optional.empty();
    }

    /// Why the rules can't say how a target stands; empty when they can.
    public Optional<String> unknown(Target target) {
        return Optional.empty();
    }
}
