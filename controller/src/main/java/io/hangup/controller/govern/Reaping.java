package io.hangup.controller.govern;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.util.Optional;

/// A reap of something that outlived its login: what it is. Whether it was meant to live on is for the host to say.
final class Reaping {
    private Reaping() {}

    /// What would be reaped.
    sealed interface Remains {
        /// @param orphan its login is known
        record One(Orphan orphan) implements Remains {}

        record None(Effect.Refusal refusal, String why) implements Remains {}
    }

    static Remains remains(HostSnapshot snapshot, Action action, Target target) {
        if (!(target instanceof Target.OneOrphan meant)) {
            return new Remains.None(
                    Effect.Refusal.NOT_POSSIBLE,
                    "only what outlived its login is reaped; name a process that hangup orphans lists");
        }
        if (action != Action.REAP) {
            return new Remains.None(
                    Effect.Refusal.NOT_POSSIBLE, "that is a process which outlived its login: it can only be reaped");
        }
        Optional<Orphan> orphan = Sightline.orphan(snapshot, meant);
        if (orphan.isEmpty()) {
            return new Remains.None(Effect.Refusal.TARGET_GONE, target.id() + " is not in the host's last snapshot");
        }
        return orphan.get().auditSession().isPresent()
                ? new Remains.One(orphan.get())
                : new Remains.None(
                        Effect.Refusal.NOT_POSSIBLE,
                        "which login it comes from is not known, so it can't be named to the host");
    }

    /// What people read as its subject.
    static Finding.Subject subject(Orphan orphan) {
        return new Finding.Subject(
                orphan.account().name(), "", "", orphan.process().command());
    }
}
