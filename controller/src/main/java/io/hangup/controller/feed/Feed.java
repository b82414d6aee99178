package io.hangup.controller.feed;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.govern.Ledger;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.Page.Coverage;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The fleet and the ledger as rows, at one moment. A view: make one for each question.
public final class Feed {
    private final Fleet fleet;
    private final Ledger ledger;
    private final Instant now;

    public Feed(Fleet fleet, Ledger ledger, Instant now) {
        this.fleet = fleet;
        this.ledger = ledger;
        this.now = now;
    }

    public Coverage coverage() {
        FleetFigures figures = fleet.figures();
        return new Coverage(figures.fresh(), figures.known());
    }

    /// Findings, newest first; those that are over only when asked for.
    public List<Finding> findings(Filter filter) {
        return ledger.findings().stream()
                .filter(finding -> filter.all() || !finding.over())
                .sorted(Comparator.comparing(Finding::at).reversed().thenComparing(Finding::id))
                .toList();
    }

    /// Every session, and every connection without one, by host and id.
    public List<SessionRow> sessions(Filter filter) {
        return List.of();
    }

    /// By name.
    public List<HostRow> hosts(Filter filter) {
        return List.of();
    }

    /// What a person means by the id of a connection, a session or a finding.
    public Optional<Found> find(String id) {
        return ledger.finding(new FindingId(id))
                .flatMap(finding ->
                        fleet.host(finding.target().host(), now).map(host -> new Found(host, finding.target())));
    }
}
