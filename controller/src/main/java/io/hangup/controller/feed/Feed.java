package io.hangup.controller.feed;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.govern.Ledger;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.ControlRow;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page.Coverage;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
                .filter(filter::matches)
                .sorted(Comparator.comparing(Finding::at).reversed().thenComparing(Finding::id))
                .toList();
    }

    /// Every session, and every connection without one, by host and id.
    public List<SessionRow> sessions(Filter filter) {
        return chosen(filter)
                .flatMap(host -> new Rows(host, ledger).sessions())
                .filter(filter::matches)
                .sorted(Comparator.comparing(SessionRow::host).thenComparing(SessionRow::id))
                .toList();
    }

    /// SSH clients on hosts of the fleet, by host and id.
    public List<ClientRow> clients(Filter filter) {
        Chains chains = new Chains(fleet.hosts(now), ledger);
        return chosen(filter)
                .flatMap(chains::clients)
                .filter(filter::matches)
                .sorted(Comparator.comparing(ClientRow::host).thenComparing(ClientRow::id))
                .toList();
    }

    /// What outlived its login, by host, the oldest first.
    public List<OrphanRow> orphans(Filter filter) {
        return chosen(filter)
                .flatMap(host -> new Rows(host, ledger).orphans())
                .filter(filter::matches)
                .sorted(Comparator.comparing(OrphanRow::host)
                        .thenComparing(row -> row.orphan().since())
                        .thenComparingInt(row -> row.orphan().process().pid()))
                .toList();
    }

    /// The chain of connections over hosts that a connection, a session or a client is part of.
    public Optional<Chain> chain(String id) {
        return hostIn(id)
                .flatMap(host -> fleet.host(host, now))
                .flatMap(host -> new Chains(fleet.hosts(now), ledger).of(id, host, now));
    }

    /// By name.
    public List<HostRow> hosts(Filter filter) {
        return chosen(filter)
                .map(this::row)
                .sorted(Comparator.comparing(HostRow::host))
                .toList();
    }

    /// What ought to end sessions, by host; for each host in the agent's own order.
    public List<ControlRow> controls(Filter filter) {
        return chosen(filter)
                .sorted(Comparator.comparing(HostState::host))
                .flatMap(host -> host.snapshot().controls().stream()
                        .map(control ->
                                new ControlRow(host.host(), control, Standards.of(control.name()), control.drifted())))
                .toList();
    }

    /// What a person means by the id of a host, a connection, a session, an orphan or a finding. A session that
    /// is gone is not found; a finding is, as long as its host is known.
    public Optional<Found> find(String id) {
        Optional<Finding> finding = findingIn(id).flatMap(ledger::finding);
        if (finding.isPresent()) {
            return fleet.host(finding.get().target().host(), now)
                    .map(host -> new Found(host, finding.get().target()));
        }
        return hostIn(id)
                .flatMap(host -> fleet.host(host, now))
                .flatMap(host -> new Rows(host, ledger)
                        .targets()
                        .filter(target -> target.id().equals(id))
                        .findFirst()
                        .map(target -> new Found(host, target)));
    }

    private static Optional<FindingId> findingIn(String id) {
        try {
            return Optional.of(new FindingId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Stream<HostState> chosen(Filter filter) {
        return filter.host()
                .map(name -> hostIn(name).flatMap(host -> fleet.host(host, now)).stream())
                .orElseGet(() -> fleet.hosts(now).stream());
    }

    private static Optional<HostId> hostIn(String id) {
        int colon = id.indexOf(':');
        try {
            return Optional.of(new HostId(colon < 0 ? id : id.substring(0, colon)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private HostRow row(HostState host) {
        HostSnapshot snapshot = host.snapshot();
        List<Connection> connections = snapshot.connections();
        long stuck = ledger.findings(host.host()).stream()
                .filter(finding -> finding.verdict() == Verdict.STUCK)
                .map(Finding::target)
                .distinct()
                .count();
        return new HostRow(
                host.host(),
                host.status(),
                host.lastHeard(),
                host.skew(),
                snapshot.sequence(),
                snapshot.facts(),
                snapshot.labels(),
                snapshot.listeners(),
                connections.size(),
                connections.stream()
                        .mapToInt(connection -> connection.sessions().size())
                        .sum(),
                (int) stuck,
                snapshot.blindspots());
    }
}
