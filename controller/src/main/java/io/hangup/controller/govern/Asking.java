package io.hangup.controller.govern;

import io.hangup.controller.rule.Limits;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Carries out what an operator asked for, or says why not. It makes a finding too, of the rule `operator`,
/// so that it can be explained like any other. The breaker does not stop people.
final class Asking {
    private static final String OPERATOR = "operator";

    private final Policy policy;
    private final Acting acting;
    private final long epoch;

    Asking(Policy policy, Acting acting, long epoch) {
        this.policy = policy;
        this.acting = acting;
        this.epoch = epoch;
    }

    static boolean byOperator(Finding finding) {
        return finding.rule().equals(OPERATOR);
    }

    Step step(Input.Asked asked, Draft draft) {
        boolean harmless = switch (asked.action()) {
            case PROBE, WARN, KEEP -> true;
            case CLOSE, DROP, RESTART_SSHD, REAP, UNKNOWN -> false;
        };
        Optional<Connection> found = Sightline.connection(asked.host().snapshot(), asked.target());
        if (!asked.host().reliable()) {
            refuse(
                    asked,
                    draft,
                    Effect.Refusal.HOST_IN_DOUBT,
                    asked.host().doubt().orElse(""));
        } else if (asked.target() instanceof Target.OneOrphan || asked.action() == Action.REAP) {
            reap(asked, draft);
        } else if (asked.action() == Action.RESTART_SSHD) {
            restart(asked, draft);
        } else if (asked.target() instanceof Target.Host) {
            refuse(asked, draft, Effect.Refusal.NOT_POSSIBLE, "that is a host; name a connection or a session");
        } else if (found.isEmpty()) {
            refuse(
                    asked,
                    draft,
                    Effect.Refusal.TARGET_GONE,
                    asked.target().id() + " is not in the host's last snapshot");
        } else if (harmless) {
            harmless(asked, found.get(), draft);
        } else {
            end(asked, found.get(), draft);
        }
        return draft.step();
    }

    private void end(Input.Asked asked, Connection connection, Draft draft) {
        Optional<Order.Obstacle> impossible = Order.impossible(asked.action(), asked.target(), connection);
        if (impossible.isPresent()) {
            Order.Obstacle obstacle = impossible.get();
            refuse(asked, draft, obstacle.refusal(), obstacle.why() + obstacle.instead());
            return;
        }
        Target.OneConnection whole = Watch.connectionOf(asked.target()).orElseThrow();
        Target target = asked.action() == Action.CLOSE ? asked.target() : whole;
        Finding.Subject subject = subject(target, connection);
        send(asked, target, draft.outstanding(whole), subject, o -> o.command(connection, asked.action()), draft);
    }

    private void restart(Input.Asked asked, Draft draft) {
        switch (Renewing.server(asked.host(), asked.target())) {
            case Renewing.Server.None(var refusal, String why) -> refuse(asked, draft, refusal, why);
            case Renewing.Server.One(Listener listener) -> {
                Target host = asked.target();
                send(asked, host, draft.underWay(host), Renewing.subject(listener), o -> o.restart(listener), draft);
            }
        }
    }

    private void reap(Input.Asked asked, Draft draft) {
        switch (Reaping.remains(asked.host().snapshot(), asked.action(), asked.target())) {
            case Reaping.Remains.None(var refusal, String why) -> refuse(asked, draft, refusal, why);
            case Reaping.Remains.One(Orphan orphan) -> {
                Target one = asked.target();
                send(asked, one, draft.underWay(one), Reaping.subject(orphan), o -> o.reap(orphan), draft);
            }
        }
    }

    private Order order(Input.Asked asked, Watch watch) {
        String reason = asked.who() + ": " + asked.reason();
        return new Order(epoch, asked.host(), watch, Optional.empty(), reason, asked.warning(), asked.at());
    }

    /// Ends nothing, so it makes no finding and other sessions of the connection do not matter.
    private void harmless(Input.Asked asked, Connection connection, Draft draft) {
        Optional<String> spent = draft.budget().asked(asked.host().host(), asked.at());
        if (connection.server().isEmpty()) {
            refuse(
                    asked,
                    draft,
                    Effect.Refusal.PROCESS_UNSEEN,
                    "the process that serves the connection can't be seen, so it can't be named to the host");
        } else if (spent.isPresent()) {
            refuse(asked, draft, Effect.Refusal.BUDGET_SPENT, "the " + spent.get());
        } else {
            Target.OneConnection whole = Watch.connectionOf(asked.target()).orElseThrow();
            Target target = asked.action() == Action.WARN ? asked.target() : whole;
            String counted = Spend.of(asked.action());
            Watch watch = Watch.fresh(FindingId.of(counted, target), target);
            Command decided = order(asked, watch).command(connection, asked.action());
            approved(asked, decided, draft).ifPresent(sending -> {
                Command command = sending.command();
                draft.audit(told(asked, new Entry.Reply.Sent(command.id())));
                draft.send(command, sending.approvals(), counted);
                draft.audit(Acting.ordered(command, sending.approvals(), Optional.empty()));
            });
        }
    }

    /// Sends what is decided, unless something speaks against it now.
    ///
    /// @param outstanding the finding whose command for the same has no answer yet
    private void send(
            Input.Asked asked,
            Target target,
            Optional<FindingId> outstanding,
            Finding.Subject subject,
            Function<Order, Command> decide,
            Draft draft) {
        Optional<String> spent =
                draft.budget().spent(policy, Limits.NONE, OPERATOR, asked.host().host(), asked.at());
        if (outstanding.isPresent()) {
            refuse(asked, draft, Effect.Refusal.OUTSTANDING, "a command of " + outstanding.get() + " is on its way");
        } else if (spent.isPresent()) {
            refuse(asked, draft, Effect.Refusal.BUDGET_SPENT, "the " + spent.get());
        } else {
            FindingId id = FindingId.of(OPERATOR, target);
            Watch watch = draft.watch(id).orElseGet(() -> Watch.fresh(id, target));
            send(asked, watch, decide.apply(order(asked, watch)), subject, draft);
        }
    }

    private void send(Input.Asked asked, Watch watch, Command decided, Finding.Subject subject, Draft draft) {
        Optional<Approved> sending = approved(asked, decided, draft);
        if (sending.isEmpty()) {
            return;
        }
        Finding finding = new Finding(
                watch.id(),
                OPERATOR,
                "",
                asked.reason(),
                watch.target(),
                subject,
                Verdict.STUCK,
                Mode.ENFORCE,
                asked.host().hostNow(),
                asked.at(),
                List.of(),
                new Progress.Reported());
        draft.audit(told(asked, new Entry.Reply.Sent(sending.get().command().id())));
        acting.send(watch, finding, sending.get().command(), sending.get().approvals(), OPERATOR, draft);
    }

    /// What is sent: what was approved, or what is decided now. Empty when it was refused.
    private static Optional<Approved> approved(Input.Asked asked, Command decided, Draft draft) {
        if (asked.approved().isEmpty()) {
            return Optional.of(new Approved(decided, List.of()));
        }
        Command drafted = asked.approved().get().command();
        boolean same = drafted.epoch() == decided.epoch()
                && drafted.boot().equals(decided.boot())
                && drafted.action() == decided.action()
                && drafted.target().equals(decided.target())
                && drafted.guard().warning().equals(decided.guard().warning());
        if (!same) {
            refuse(
                    asked,
                    draft,
                    Effect.Refusal.DRAFT_OUTDATED,
                    "what was approved is not what would be sent now: the target or the controller has changed");
            return Optional.empty();
        }
        return asked.approved();
    }

    private static Finding.Subject subject(Target target, Connection connection) {
        Optional<SshSession> session = connection.sessions().stream()
                .filter(s -> target instanceof Target.OneSession one
                        && s.leader().stamp().equals(one.leader()))
                .findFirst();
        return new Finding.Subject(
                connection.user().map(Account::name).orElse(""),
                session.map(s -> s.terminal() instanceof Terminal.Pty pty ? pty.device() : "")
                        .orElse(""),
                connection.peer().toString(),
                session.map(s -> s.foreground().orElse(s.leader()).command()).orElse(""));
    }

    private static void refuse(Input.Asked asked, Draft draft, Effect.Refusal refusal, String why) {
        draft.refuse(refusal, why);
        draft.audit(told(asked, new Entry.Reply.Refused(refusal.words(), why)));
    }

    private static Entry told(Input.Asked asked, Entry.Reply reply) {
        return new Entry.Asked(asked.who(), asked.action(), asked.target().id(), asked.reason(), reply);
    }
}
