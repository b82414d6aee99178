package io.hangup.controller.feed;

import io.hangup.controller.fleet.HostState;
import io.hangup.controller.govern.Ledger;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The rows of one host.
final class Rows {
    private final HostState host;
    private final Map<Target, List<Finding>> findings = new HashMap<>();
    private final Map<Target, String> unknown;

    Rows(HostState host, Ledger ledger) {
        this.host = host;
        this.unknown = ledger.unknown(host.host());
        for (Finding finding : ledger.findings(host.host())) {
            if (!finding.over()) {
                findings.merge(finding.target(), List.of(finding), Rows::joined);
            }
        }
    }

    Stream<SessionRow> sessions() {
        return host.snapshot().connections().stream()
                .flatMap(connection -> connection.sessions().isEmpty()
                        ? Stream.of(row(connection, Optional.empty()))
                        : connection.sessions().stream().map(session -> row(connection, Optional.of(session))));
    }

    /// What outlived its login.
    Stream<OrphanRow> orphans() {
        return host.snapshot().orphans().stream()
                .map(orphan -> new OrphanRow(target(orphan).id(), host.host(), orphan));
    }

    /// Every connection, every session, and every process that outlived its login.
    Stream<Target> targets() {
        Target whole = new Target.Host(host.host(), host.snapshot().boot());
        Stream<Target> connections = host.snapshot().connections().stream()
                .flatMap(connection -> Stream.concat(
                        Stream.of(target(connection)),
                        connection.sessions().stream().map(session -> target(connection, session))));
        Stream<Target> orphans = host.snapshot().orphans().stream().map(this::target);
        return Stream.of(Stream.of(whole), connections, orphans).flatMap(Function.identity());
    }

    private Target.OneOrphan target(Orphan orphan) {
        return new Target.OneOrphan(
                host.host(), host.snapshot().boot(), orphan.process().stamp());
    }

    private Target.OneConnection target(Connection connection) {
        return new Target.OneConnection(host.host(), host.snapshot().boot(), connection.cookie());
    }

    private Target.OneSession target(Connection connection, SshSession session) {
        return new Target.OneSession(
                host.host(),
                host.snapshot().boot(),
                connection.cookie(),
                session.leader().stamp());
    }

    private SessionRow row(Connection connection, Optional<SshSession> session) {
        Target.OneConnection whole = target(connection);
        Target id = session.<Target>map(one -> target(connection, one)).orElse(whole);
        List<Finding> its = id.equals(whole) ? of(whole) : joined(of(id), of(whole));
        Optional<Instant> lastInput = session.flatMap(one -> lastInput(one.terminal()));
        return new SessionRow(
                id.id(),
                whole.id(),
                host.host(),
                verdict(its, id, whole),
                why(its, id, whole),
                connection.phase(),
                connection.user(),
                session.map(SshSession::leader),
                connection.server(),
                session.map(SshSession::terminal).orElseGet(Terminal.NoPty::new),
                session.flatMap(SshSession::foreground),
                connection.local(),
                connection.peer(),
                session.map(SshSession::since).orElse(connection.since()),
                lastInput,
                idle(session),
                connection.tcp(),
                its.stream().map(Finding::id).toList(),
                connection.lastPayload(),
                connection.forwards(),
                session.flatMap(SshSession::blocked),
                connection.probe());
    }

    private Optional<Duration> idle(Optional<SshSession> session) {
        boolean clock = host.snapshot().blindspots().stream()
                .noneMatch(blindspot -> blindspot.sense() == Blindspot.Sense.CLOCK);
        return session.filter(_ -> clock && host.reliable()).flatMap(one -> one.idle(host.hostNow()));
    }

    private static Optional<Instant> lastInput(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty pty -> Optional.of(pty.lastInput());
            case Terminal.NoPty() -> Optional.empty();
            case Terminal.Unseen(String _) -> Optional.empty();
        };
    }

    private SessionVerdict verdict(List<Finding> its, Target id, Target whole) {
        if (!host.reliable()) {
            return SessionVerdict.UNKNOWN;
        }
        if (its.stream().anyMatch(finding -> finding.verdict() == Verdict.STUCK)) {
            return SessionVerdict.STUCK;
        }
        return its.stream().allMatch(Rows::reported) && !unknown.containsKey(id) && !unknown.containsKey(whole)
                ? SessionVerdict.LIVE
                : SessionVerdict.UNKNOWN;
    }

    /// Whether it says nothing of how a session stands. A rule that reports what is stuck and can't tell any more is in
    /// `unknown`.
    private static boolean reported(Finding finding) {
        return finding.progress() instanceof Progress.Reported;
    }

    private String why(List<Finding> its, Target id, Target whole) {
        Predicate<Finding> stuck = finding -> finding.verdict() == Verdict.STUCK;
        return host.doubt()
                .or(() -> its.stream().filter(stuck).findFirst().map(Finding::summary))
                .or(() -> Optional.ofNullable(unknown.get(id)))
                .or(() -> Optional.ofNullable(unknown.get(whole)))
                .or(() -> its.stream()
                        .filter(finding -> !reported(finding))
                        .findFirst()
                        .map(finding -> "it can't be known whether " + finding.summary()))
                .orElse("");
    }

    private List<Finding> of(Target target) {
        return findings.getOrDefault(target, List.of());
    }

    private static List<Finding> joined(List<Finding> first, List<Finding> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
