package io.hangup.controller.govern;

import io.hangup.controller.rule.Limits;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.command.Plan;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Orphan;
import java.util.List;
import java.util.Optional;

/// Carries out an operator's wish that something which outlived its login be ended, or says why not. Whether it was
/// meant to live on is for the host to say.
final class Reaping {
    private final Policy policy;
    private final Acting acting;
    private final long epoch;

    Reaping(Policy policy, Acting acting, long epoch) {
        this.policy = policy;
        this.acting = acting;
        this.epoch = epoch;
    }

    /// @param target of a host that can be relied on
    void step(Input.Asked asked, Target.OneOrphan target, Draft draft) {
        Optional<Orphan> orphan = Sightline.orphan(asked.host().snapshot(), target);
        Optional<FindingId> outstanding = draft.underWay(target);
        Optional<String> spent = draft.budget()
                .spent(policy, Limits.NONE, Asking.OPERATOR, asked.host().host(), asked.at());
        if (asked.action() != Action.REAP) {
            Asking.refuse(
                    asked,
                    draft,
                    Effect.Refusal.NOT_POSSIBLE,
                    "that is a process which outlived its login: it can only be reaped");
        } else if (orphan.isEmpty()) {
            Asking.refuse(
                    asked, draft, Effect.Refusal.TARGET_GONE, target.id() + " is not in the host's last snapshot");
        } else if (orphan.get().auditSession().isEmpty()) {
            Asking.refuse(
                    asked,
                    draft,
                    Effect.Refusal.NOT_POSSIBLE,
                    "which login it comes from is not known, so it can't be named to the host");
        } else if (outstanding.isPresent()) {
            Asking.refuse(
                    asked, draft, Effect.Refusal.OUTSTANDING, "a command of " + outstanding.get() + " is on its way");
        } else if (spent.isPresent()) {
            Asking.refuse(asked, draft, Effect.Refusal.BUDGET_SPENT, "the " + spent.get());
        } else {
            send(asked, target, orphan.get(), draft);
        }
    }

    private void send(Input.Asked asked, Target.OneOrphan target, Orphan orphan, Draft draft) {
        FindingId id = FindingId.of(Asking.OPERATOR, target);
        Watch watch = draft.watch(id).orElseGet(() -> Watch.fresh(id, target));
        Asking.approved(asked, command(asked, id, orphan), draft).ifPresent(sending -> {
            Finding finding = new Finding(
                    id,
                    Asking.OPERATOR,
                    "",
                    asked.reason(),
                    target,
                    new Finding.Subject(
                            orphan.account().name(), "", "", orphan.process().command()),
                    Verdict.STUCK,
                    Mode.ENFORCE,
                    asked.host().hostNow(),
                    asked.at(),
                    List.of(),
                    new Progress.Reported());
            Asking.sent(asked, sending.command(), draft);
            acting.send(watch, finding, sending.command(), sending.approvals(), Asking.OPERATOR, draft);
        });
    }

    /// Nobody is at a terminal of it and it has no peer: the guard is when the host was last sure that it is there.
    private Command command(Input.Asked asked, FindingId id, Orphan orphan) {
        Plan plan = new Plan(
                asked.host().host(),
                asked.host().snapshot().boot(),
                Action.REAP,
                new CommandTarget.OneOrphan(
                        orphan.process().stamp(),
                        orphan.process().uid(),
                        orphan.auditSession().orElseThrow()),
                new Guard(asked.host().confirmedAt(), Optional.empty(), Optional.empty(), asked.warning()),
                Optional.empty(),
                asked.who() + ": " + asked.reason(),
                asked.at().plus(Command.LIFETIME));
        return new Command(new CommandId(id + "#" + asked.at().getEpochSecond()), epoch, plan, asked.at());
    }
}
