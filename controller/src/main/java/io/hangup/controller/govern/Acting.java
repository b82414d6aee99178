package io.hangup.controller.govern;

import io.hangup.controller.rule.Rule;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Approval;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Listener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Decides whether something is done about a stuck target now, and says what stops it.
final class Acting {
    private final Policy policy;
    private final long epoch;

    Acting(Policy policy, long epoch) {
        this.policy = policy;
        this.epoch = epoch;
    }

    /// What a rule comes to before anything was done.
    static Progress atFirst(Rule rule) {
        if (rule.action().isEmpty()) {
            return new Progress.Reported();
        }
        return rule.mode() == Mode.SHADOW
                ? new Progress.Shadowed(rule.action().get())
                : new Progress.HeldBack(rule.action().get(), "it was only just found");
    }

    /// @param watch of a finding that is stuck
    void act(Watch watch, Rule rule, Input.Judged input, Draft draft) {
        Finding finding = watch.finding().orElseThrow();
        if (rule.action().isEmpty() || rule.mode() == Mode.SHADOW) {
            settle(watch, finding, atFirst(rule), draft);
            return;
        }
        Action action = rule.action().get();
        Optional<String> rest = rest(watch, draft);
        if (finding.progress() instanceof Progress.Commanded || rest.isPresent()) {
            rest.ifPresent(why -> settle(watch, finding, new Progress.HeldBack(action, why), draft));
            return;
        }
        if (action == Action.RESTART_SSHD) {
            restart(watch, rule, input, draft);
            return;
        }
        Optional<Connection> connection = Sightline.connection(input.host().snapshot(), watch.target());
        Optional<String> stop = stop(watch, rule, input, connection, draft);
        if (stop.isPresent()) {
            settle(watch, finding, new Progress.HeldBack(action, stop.get()), draft);
            return;
        }
        Command command = order(watch, rule, input, draft).command(connection.orElseThrow(), action);
        send(watch, finding, command, List.of(), rule.id(), draft);
    }

    private Order order(Watch watch, Rule rule, Input.Judged input, Draft draft) {
        return new Order(
                epoch,
                input.host(),
                watch,
                Optional.of(rule.stamp()),
                rule.id() + ": " + rule.summary(),
                rule.warning(),
                draft.at());
    }

    private void restart(Watch watch, Rule rule, Input.Judged input, Draft draft) {
        Finding finding = watch.finding().orElseThrow();
        switch (Renewing.server(input.host(), watch.target())) {
            case Renewing.Server.None(var _, String why) ->
                settle(watch, finding, new Progress.HeldBack(Action.RESTART_SSHD, why), draft);
            case Renewing.Server.One(Listener listener) -> {
                Optional<String> stop = Renewing.another(finding, input.host(), listener)
                        .or(() -> general(rule, input, draft))
                        .or(() -> draft.underWay(watch.target())
                                .map(other -> "a command of " + other + " for the same host is on its way"));
                if (stop.isPresent()) {
                    settle(watch, finding, new Progress.HeldBack(Action.RESTART_SSHD, stop.get()), draft);
                } else {
                    Command command = order(watch, rule, input, draft).restart(listener);
                    send(watch, finding, command, List.of(), rule.id(), draft);
                }
            }
        }
    }

    /// What speaks against any command now.
    private Optional<String> general(Rule rule, Input.Judged input, Draft draft) {
        return breaker(rule, input, draft)
                .or(() -> draft.budget()
                        .spent(policy, rule.limits(), rule.id(), input.host().host(), draft.at()));
    }

    private Optional<String> breaker(Rule rule, Input.Judged input, Draft draft) {
        Breaker breaker = policy.breaker();
        return breaker.open(
                input.fleet(), draft.surge().lately(draft.at(), breaker.window()), () -> draft.standing(rule.id()));
    }

    void send(Watch watch, Finding finding, Command command, List<Approval> approvals, String rule, Draft draft) {
        Progress sent = new Progress.Commanded(
                command.id(),
                command.action(),
                draft.at(),
                command.notAfter()
                        .plus(Policy.ANSWER_WITHIN)
                        .plus(command.action() == Action.RESTART_SSHD ? Policy.RESTART_TAKES : Duration.ZERO)
                        .plus(command.guard().warning().orElse(Duration.ZERO)));
        draft.send(command, approvals, rule);
        Finding commanded = Findings.with(finding, sent, draft.at());
        draft.publish(watch.attempted(), commanded, ordered(command, approvals, Optional.of(commanded)));
    }

    static Entry ordered(Command command, List<Approval> approvals, Optional<Finding> finding) {
        return new Entry.Ordered(command, approvals.stream().map(Approval::key).toList(), finding);
    }

    /// What was not acted on says why; what was keeps its answer.
    private static void settle(Watch watch, Finding finding, Progress progress, Draft draft) {
        boolean untouched = switch (finding.progress()) {
            case Progress.Reported _, Progress.Shadowed _, Progress.HeldBack _ -> true;
            case Progress.Commanded _, Progress.Answered _, Progress.Unanswered _ -> false;
        };
        if (untouched && !finding.progress().equals(progress)) {
            draft.publish(watch, Findings.with(finding, progress, draft.at()), story(progress));
        }
    }

    private static String story(Progress progress) {
        return progress instanceof Progress.HeldBack held ? "held back: " + held.because() : "is only reported";
    }

    /// Why another attempt would be one too many or too soon, also where the finding was over meanwhile and is a new
    /// one.
    private Optional<String> rest(Watch watch, Draft draft) {
        if (watch.attempts() >= policy.attempts()) {
            return Optional.of(watch.attempts() + " commands did not help: it is left to people");
        }
        return draft.at().isBefore(watch.restUntil())
                ? Optional.of("it rests after a command until " + Budget.TIME.format(watch.restUntil()))
                : Optional.empty();
    }

    private Optional<String> stop(
            Watch watch, Rule rule, Input.Judged input, Optional<Connection> connection, Draft draft) {
        if (connection.isEmpty()) {
            return Optional.of("the connection is not in the host's last snapshot");
        }
        return breaker(rule, input, draft)
                .or(() -> Order.impossible(rule.action().orElseThrow(), watch.target(), connection.get())
                        .map(Order.Obstacle::why))
                .or(() -> watch.connection()
                        .flatMap(draft::outstanding)
                        .map(other -> "a command of " + other + " for the same connection is on its way"))
                .or(() -> draft.budget()
                        .spent(policy, rule.limits(), rule.id(), input.host().host(), draft.at()));
    }
}
