package io.hangup.trials.demo;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.finding.Clause;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Progress;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Follows the stuck-session feed as an operator would, and tells each change.
final class FeedWatch {
    private static final Filter ANY = new Filter("", "", "", "", false);
    private static final Filter ALSO_OVER = new Filter("", "", "", "", true);

    private final Controller api;
    private final Score score;
    private final Map<FindingId, Finding> seen = new LinkedHashMap<>();

    FeedWatch(Controller api, Score score) {
        this.api = api;
        this.score = score;
    }

    void awaitSessions(int atLeast, Duration limit) {
        Patience.await(atLeast + " sessions are in the feed", limit, () -> sessions() >= atLeast);
        score.step("the feed shows all " + sessions() + " of them");
    }

    private int sessions() {
        try {
            return api.sessions(ANY).value().rows().size();
        } catch (Failure e) {
            throw new IllegalStateException("the controller did not answer: " + e.getMessage(), e);
        }
    }

    /// Waits until so many findings are over; returns all that there are either way.
    List<Finding> awaitEnded(int many, Duration limit) {
        Patience.within(limit, () -> {
            look();
            return seen.values().stream().filter(Finding::over).count() >= many;
        });
        return List.copyOf(seen.values());
    }

    /// Every finding that there ever was.
    Collection<Finding> everSeen() {
        look();
        return seen.values();
    }

    private void look() {
        try {
            api.stuck(ALSO_OVER).value().rows().forEach(this::note);
        } catch (Failure away) {
            score.step("the controller does not answer now: " + away.getMessage());
        }
    }

    private void note(Finding finding) {
        Finding before = seen.put(finding.id(), finding);
        if (before == null) {
            score.step("found    " + finding.id() + "  " + finding.subject().user() + " from "
                    + finding.subject().peer() + ": " + finding.summary());
            finding.evidence().forEach(clause -> score.detail(told(clause)));
        }
        if (before == null || !before.progress().equals(finding.progress())) {
            score.step("now      " + finding.id() + "  " + told(finding.progress()));
        }
    }

    private static String told(Clause clause) {
        var facts = new StringBuilder();
        clause.seen()
                .forEach(s -> facts.append(facts.isEmpty() ? "" : ", ")
                        .append(s.fact())
                        .append(" = ")
                        .append(s.value()));
        return (clause.held() ? "true   " : "false  ") + clause.text() + "   seen: " + facts;
    }

    private static String told(Progress progress) {
        return switch (progress) {
            case Progress.Reported() -> "reported";
            case Progress.Shadowed(var action) -> "would " + action;
            case Progress.HeldBack(var _, String because) -> "held back: " + because;
            case Progress.Commanded(var _, var action, var _, var _) -> action + " sent";
            case Progress.Answered(var receipt) -> "answered: " + receipt.outcome();
            case Progress.Unanswered(var _, var _, var _) -> "the host never answered";
        };
    }
}
