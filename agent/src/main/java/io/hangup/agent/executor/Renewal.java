package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Doorway;
import io.hangup.agent.executor.Restarter.Answer;
import io.hangup.agent.executor.Restarter.Pending;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// One restart of an SSH server, from the intent on: it has been asked for, and is now looked for.
///
/// Moves: asked → answered, or too late → looked at until what should be there is there, or too late. The words of who
/// restarts it are never taken for the deed: the listener's process must be another one, and its greeting read.
final class Renewal {
    private static final String SILENT = "who restarts it did not answer in " + Restarter.TO_ANSWER.toSeconds()
            + " s (the journal of hangup-restart-sshd.service may say why)";

    /// For the look to show what was answered. After a crash the restart may still be under way.
    static final Duration TO_SHOW = Duration.ofSeconds(10);

    private final CommandTarget.Server target;
    private final Set<ProcessStamp> before;
    private final Pending pending;
    private final List<Receipt.Step> steps = new ArrayList<>();
    private Optional<Answer> answer = Optional.empty();
    private Duration until;

    /// @param before leaders of the host's sessions
    Renewal(CommandTarget.Server target, Set<ProcessStamp> before, Pending pending, Duration running) {
        this.target = target;
        this.before = Set.copyOf(before);
        this.pending = pending;
        until = running.plus(Restarter.TO_ANSWER);
    }

    List<Receipt.Step> steps() {
        return List.copyOf(steps);
    }

    void note(String what, Instant now) {
        steps.add(new Receipt.Step(what, now));
    }

    /// Goes on with it.
    ///
    /// @param view taken after the last step
    Optional<Outcome> advance(HostView view, Instant now, Duration running) {
        if (answer.isEmpty()) {
            answer = pending.answer();
            if (answer.isEmpty() && running.compareTo(until) >= 0) {
                if (!pending.abandon()) {
                    note(SILENT, now);
                    return Optional.of(new Outcome.Unknown(SILENT + ", and the request can't be taken back"));
                }
                answer = Optional.of(new Answer.Failed(SILENT + "; the request was taken back"));
            }
            answer.ifPresent(a -> note(told(a), now));
            until = answer.isPresent() ? running.plus(TO_SHOW) : until;
            // What was looked at before the answer does not show what came of it.
            return answer.filter(Answer.Refused.class::isInstance)
                    .map(a -> new Outcome.Refused(((Answer.Refused) a).why()));
        }
        return seen(view, running.compareTo(until) >= 0);
    }

    private static String told(Answer answer) {
        return switch (answer) {
            case Answer.Good(String how) -> how;
            case Answer.Refused(String why) -> "refused: " + why;
            case Answer.Failed(String why) -> "failed: " + why;
        };
    }

    private Optional<Outcome> seen(HostView view, boolean late) {
        Optional<Listener> listener = Doorway.at(target, view);
        boolean another = listener.filter(l -> l.process().uid() == 0)
                .filter(l -> !l.process().stamp().equals(target.process()))
                .isPresent();
        return switch (answer.orElseThrow()) {
            case Answer.Good _ when another -> Optional.of(new Outcome.Restarted(before.size(), stayed(view)));
            case Answer.Good _ when !late -> Optional.empty();
            case Answer.Good(String how) ->
                Optional.of(
                        listener.isPresent()
                                ? new Outcome.NotRestarted(how + ", but the same process still listens", true)
                                : gone(how + ", but nobody is seen to listen", view));
            case Answer.Failed _ when listener.isEmpty() && !late -> Optional.empty();
            case Answer.Failed(String why) ->
                Optional.of(listener.isPresent() ? new Outcome.NotRestarted(why, true) : gone(why, view));
            case Answer.Refused _ -> throw new IllegalStateException("answered already");
        };
    }

    /// Unseen is not gone.
    private static Outcome gone(String why, HostView view) {
        return Doorway.unseen(view)
                .<Outcome>map(blind -> new Outcome.Unknown(why + "; who listens can't be seen: " + blind))
                .orElseGet(() -> new Outcome.NotRestarted(why, false));
    }

    private int stayed(HostView view) {
        Set<ProcessStamp> there = leaders(view);
        return (int) before.stream().filter(there::contains).count();
    }

    /// Who leads a session of this host.
    static Set<ProcessStamp> leaders(HostView view) {
        return view.connections().stream()
                .flatMap(connection -> connection.sessions().stream())
                .map(session -> session.leader().stamp())
                .collect(Collectors.toSet());
    }
}
