package io.hangup.controller.govern;

import io.hangup.controller.rule.Judgement;
import io.hangup.controller.rule.Rule;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Makes findings of what the rules say of one host: opens them, doubts them, clears them.
final class Judging {
    private final Policy policy;
    private final Acting acting;
    private final Input.Judged input;
    private final Draft draft;

    Judging(Policy policy, Acting acting, Input.Judged input, Draft draft) {
        this.policy = policy;
        this.acting = acting;
        this.input = input;
        this.draft = draft;
    }

    Step step() {
        Set<FindingId> named = new HashSet<>();
        for (Judgement judgement : input.judgements()) {
            FindingId id = FindingId.of(judgement.rule().id(), judgement.target());
            named.add(id);
            Watch watch = draft.watch(id).orElseGet(() -> Watch.fresh(id, judgement.target()));
            switch (judgement) {
                case Judgement.Holds holds -> holds(watch, holds);
                case Judgement.Unknown unknown -> unknown(watch, unknown);
            }
        }
        for (Watch watch : draft.watches()) {
            if (!named.contains(watch.id())) {
                unnamed(watch);
            }
        }
        return draft.step();
    }

    private void holds(Watch before, Judgement.Holds judgement) {
        Rule rule = judgement.rule();
        Watch watch = before.holding(input.host().hostNow(), rule.hash().value());
        draft.put(watch);
        if (!dueFor(watch, rule.holdFor()) || provenGone(watch)) {
            return;
        }
        acting.act(believed(watch, judgement), rule, input, draft);
    }

    private boolean dueFor(Watch watch, Duration holdFor) {
        Instant since = watch.holdsSince().orElseThrow();
        return Duration.between(since, input.host().hostNow()).compareTo(holdFor) >= 0;
    }

    /// Whether the host has said, after this snapshot, that the target is gone.
    private boolean provenGone(Watch watch) {
        return watch.finding()
                .filter(finding -> finding.progress() instanceof Progress.Answered(var receipt)
                        && (receipt.outcome() instanceof Outcome.Gone
                                || receipt.outcome() instanceof Outcome.ChannelClosed)
                        && !input.host().snapshot().takenAt().isAfter(receipt.at()))
                .isPresent();
    }

    /// The watch with a finding that says what the rule found.
    private Watch believed(Watch watch, Judgement.Holds judgement) {
        Optional<Finding> known = watch.finding().filter(finding -> !finding.over());
        Rule rule = judgement.rule();
        if (known.isEmpty()) {
            if (rule.action().isPresent()) {
                draft.countStuck(watch, policy.breaker().window());
            }
            Finding opened = opened(watch, judgement);
            return draft.publish(watch, opened, told(rule) + ": " + rule.summary());
        }
        Finding finding = known.get();
        if (!finding.ruleHash().equals(rule.hash().value())) {
            return draft.publish(
                    watch, rejudged(finding, opened(watch, judgement)), told(rule) + ", by the edited rule");
        }
        if (finding.verdict() == rule.verdict() && finding.mode() == rule.mode()) {
            return watch;
        }
        Finding again = Findings.with(
                finding, rule.verdict(), rule.mode(), judgement.evidence(), finding.progress(), input.at());
        return draft.publish(watch, again, told(rule) + ", in mode " + rule.mode());
    }

    private static String told(Rule rule) {
        return rule.verdict().name().toLowerCase(Locale.ROOT);
    }

    private Finding opened(Watch watch, Judgement.Holds judgement) {
        Rule rule = judgement.rule();
        return new Finding(
                watch.id(),
                rule.id(),
                rule.hash().value(),
                rule.summary(),
                watch.target(),
                judgement.subject(),
                rule.verdict(),
                rule.mode(),
                watch.holdsSince().orElseThrow(),
                input.at(),
                judgement.evidence(),
                Acting.atFirst(rule));
    }

    /// A command on its way is not forgotten because its rule was edited.
    private static Finding rejudged(Finding before, Finding opened) {
        return before.progress() instanceof Progress.Commanded
                ? Findings.with(opened, before.progress(), opened.at())
                : opened;
    }

    /// How a target stands does not hang on a rule that only notices.
    private void unknown(Watch before, Judgement.Unknown judgement) {
        boolean matters = judgement.rule().verdict() == Verdict.STUCK;
        Watch watch = matters ? before.unknown(judgement.why()) : before.interrupted();
        draft.put(watch);
        watch.finding().filter(Finding::stands).ifPresent(finding -> {
            Finding doubted = Findings.with(
                    finding, Verdict.UNKNOWN, finding.mode(), judgement.evidence(), finding.progress(), input.at());
            draft.publish(watch, doubted, "unknown: " + judgement.why());
        });
    }

    /// No rule says anything of it: it is live, or gone.
    private void unnamed(Watch before) {
        Watch watch = before.interrupted();
        draft.put(watch);
        Optional<Finding> open = watch.finding()
                .filter(finding -> !finding.over())
                .filter(finding -> !(finding.progress() instanceof Progress.Commanded));
        if (open.isEmpty()) {
            return;
        }
        Finding finding = open.get();
        if (Sightline.present(input.host().snapshot(), watch.target())) {
            if (!Asking.byOperator(finding) || Renewing.listensAgain(finding, input.host())) {
                Watch calm = Watch.helped(finding) ? watch.helped() : watch;
                clear(calm, finding, "cleared: the condition no longer holds");
            }
        } else if (!partial(input.host().snapshot(), watch.target())) {
            clear(watch, finding, "cleared: the target is gone");
        } else if (finding.stands()) {
            Finding doubted = Findings.with(finding, Verdict.UNKNOWN, input.at());
            draft.publish(watch, doubted, "unknown: the host does not list everything");
        }
    }

    private void clear(Watch watch, Finding finding, String story) {
        draft.publish(watch, Findings.with(finding, Verdict.CLEARED, input.at()), story);
    }

    /// Whether what is missing from a snapshot may still be there.
    private static boolean partial(HostSnapshot snapshot, Target target) {
        boolean runs = snapshot.boot().equals(target.boot());
        return runs
                && snapshot.blindspots().stream().map(Blindspot::sense).anyMatch(sense -> switch (sense) {
                    case SOCKETS, TRUNCATED -> true;
                    // What ended with its connection is gone, whoever's it was.
                    case OWNERS, PROCESSES ->
                        target instanceof Target.OneSession session
                                && Sightline.present(snapshot, session.connection());
                    case ORPHANS -> target instanceof Target.OneOrphan;
                    case TERMINALS, IO, WAITS, PIPES, SIGNALS, PROBE, LISTENERS, SETTINGS, CLIENTS, CLOCK, UNKNOWN ->
                        false;
                });
    }
}
