package io.hangup.controller.govern;

import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import java.util.List;
import java.util.Locale;

/// Something that the governor wants done. All effects of one step belong into one transaction.
public sealed interface Effect {
    /// A finding is new or has changed.
    record Publish(Finding finding) implements Effect {}

    /// A host is to act.
    ///
    /// @param approvals of operators, over exactly this command; mostly none
    record Send(Command command, List<Approval> approvals) implements Effect {
        public Send {
            approvals = List.copyOf(approvals);
        }
    }

    /// A finding was over for long enough: its record is to be deleted.
    record Forget(FindingId finding) implements Effect {}

    /// Something to be kept in the audit for good.
    record Audit(Entry entry) implements Effect {}

    /// What the operator asked for is not done.
    record Refuse(Refusal refusal, String why) implements Effect {}

    /// Why an operator's wish is not carried out.
    enum Refusal {
        /// Nothing can be known of the host now.
        HOST_IN_DOUBT,
        /// The target is gone from the host's last snapshot.
        TARGET_GONE,
        /// The process that serves the connection can't be seen, so it can't be named to the host.
        PROCESS_UNSEEN,
        /// Other sessions would end with it.
        SHARED_CONNECTION,
        /// A command for this connection is on its way already.
        OUTSTANDING,
        /// As many actions as allowed were taken.
        BUDGET_SPENT,
        /// A host as a whole can't be ended, and a connection as a whole can't be closed.
        NOT_POSSIBLE,
        /// What was approved is no longer what would be decided: the target or the controller is another.
        DRAFT_OUTDATED;

        /// In two or three words.
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }
}
