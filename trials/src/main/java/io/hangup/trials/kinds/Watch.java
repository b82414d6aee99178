package io.hangup.trials.kinds;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Account;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks the API again and again, and keeps every finding that ever called something stuck.
final class Watch {
    private static final int PATIENT = 10;
    private static final Filter ALSO_OVER = new Filter("", "", "", "", true);

    private final Controller api;
    private final Map<FindingId, Finding> stuck = new LinkedHashMap<>();
    private final Map<FindingId, Finding> noticed = new LinkedHashMap<>();
    private final Set<FindingId> told = new HashSet<>();
    private final Set<String> listed = new HashSet<>();
    private int unanswered;
    private List<SessionRow> rows = List.of();

    Watch(Controller api) {
        this.api = api;
    }

    /// One look. A controller on a busy machine may once be too slow to answer, and never many times in a row.
    void look() {
        try {
            rows = api.sessions(Filter.NONE).value().rows();
            api.stuck(ALSO_OVER).value().rows().forEach(this::note);
            unanswered = 0;
        } catch (Failure e) {
            if (++unanswered > PATIENT) {
                throw new IllegalStateException("the controller does not answer: " + e.getMessage(), e);
            }
        }
    }

    private void note(Finding finding) {
        if (finding.verdict() == Verdict.STUCK || (finding.over() && !noticed.containsKey(finding.id()))) {
            // One that was over before it was seen stood all the same.
            stuck.put(finding.id(), finding);
        } else if (finding.verdict() != Verdict.UNKNOWN) {
            noticed.put(finding.id(), finding);
        }
    }

    Seen seen(Viewer viewer, Raised raised) {
        List<SessionRow> its = rows.stream()
                .filter(row -> row.host().value().equals(viewer.name())
                        && raised.owns(
                                row.peer().address(),
                                row.user().map(Account::name).orElse("")))
                .toList();
        if (!its.isEmpty()) {
            listed.add(viewer.name() + " " + raised);
        }
        return new Seen(
                listed.contains(viewer.name() + " " + raised),
                its,
                rules(stuck, viewer, raised),
                rules(noticed, viewer, raised));
    }

    private static Set<String> rules(Map<FindingId, Finding> findings, Viewer viewer, Raised raised) {
        return of(findings, viewer)
                .filter(finding -> owns(raised, finding))
                .map(Finding::rule)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Everything that one viewer ever made stuck, or worth a look.
    List<Finding> findings(Viewer viewer) {
        return Stream.concat(of(stuck, viewer), of(noticed, viewer)).toList();
    }

    /// What was found since this was last asked.
    List<Finding> fresh() {
        return Stream.of(stuck, noticed)
                .flatMap(found -> found.values().stream())
                .filter(finding -> told.add(finding.id()))
                .toList();
    }

    private static Stream<Finding> of(Map<FindingId, Finding> findings, Viewer viewer) {
        return findings.values().stream()
                .filter(finding -> finding.target().host().value().equals(viewer.name()));
    }

    static boolean owns(Raised raised, Finding finding) {
        String peer = finding.subject().peer();
        int port = peer.lastIndexOf(':');
        return raised.owns(
                port < 0 ? peer : peer.substring(0, port), finding.subject().user());
    }
}
