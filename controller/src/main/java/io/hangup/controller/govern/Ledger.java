package io.hangup.controller.govern;

import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Mode;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.session.HostId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Everything the governor remembers. A value: a step makes the next one.
public final class Ledger {
    public static final Ledger BLANK = new Ledger(Shelf.EMPTY, Budget.UNSPENT, Surge.NONE);

    private final Shelf shelf;
    private final Budget budget;
    private final Surge surge;

    /// What was counted of it: while nothing changes it is asked for at each look at each host.
    private final Map<String, Integer> standing = new HashMap<>();

    Ledger(Shelf shelf, Budget budget, Surge surge) {
        this.shelf = shelf;
        this.budget = budget;
        this.surge = surge;
    }

    /// What was known when the controller stopped, from the topics. How long a condition has held is not in them: a
    /// rule with `for` must see it hold for that long again before it acts.
    ///
    /// @param commands of the last day: what the budgets have to count. Receipts are not asked: hosts write those
    public static Ledger recover(Collection<Finding> findings, Collection<Command> commands) {
        Map<CommandId, Spend> spends = new HashMap<>();
        findings.stream().flatMap(Ledger::spends).forEach(spend -> spends.put(spend.command(), spend));
        commands.stream()
                .flatMap(command -> Spend.of(command.id(), command.host()).stream()
                        .map(spend -> spend.exactly(command.notBefore())))
                .forEach(spend -> spends.put(spend.command(), spend));
        Map<FindingId, Long> attempts = spends.values().stream()
                .flatMap(spend -> findingOf(spend.command()).stream())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        Map<HostId, TreeMap<FindingId, Watch>> books = new HashMap<>();
        for (Finding finding : findings) {
            boolean helped = finding.over() && Watch.helped(finding);
            int sent = helped ? 0 : attempts.getOrDefault(finding.id(), 0L).intValue();
            books.computeIfAbsent(finding.target().host(), _ -> new TreeMap<>())
                    .put(finding.id(), Watch.of(finding, sent));
        }
        Shelf shelf = Shelf.EMPTY;
        for (Map.Entry<HostId, TreeMap<FindingId, Watch>> book : books.entrySet()) {
            shelf = shelf.with(book.getKey(), new Book(book.getValue()));
        }
        List<Spend> oldestFirst = spends.values().stream()
                .sorted(Comparator.comparing(Spend::at)
                        .thenComparing(spend -> spend.command().value()))
                .toList();
        return new Ledger(shelf, new Budget(oldestFirst), surge(findings));
    }

    /// When each connection that is stuck still was told of last: no later than that it was found.
    private static Surge surge(Collection<Finding> findings) {
        Map<Target, Instant> first = new HashMap<>();
        findings.stream()
                .filter(finding -> !finding.over() && !(finding.progress() instanceof Progress.Reported))
                .forEach(finding -> first.merge(
                        whole(finding.target()), finding.at(), (one, other) -> one.isBefore(other) ? one : other));
        return Surge.of(first.values());
    }

    /// How many connections are stuck, all over the fleet, by rules that act: those that are enforced, and the
    /// one named, also where it is seen in shadow still.
    int standing(String rule) {
        return standing.computeIfAbsent(
                rule,
                _ -> shelf.books()
                        .mapToInt(book -> standing(rule, book.getValue()))
                        .sum());
    }

    /// The same, of one host.
    static int standing(String rule, Book book) {
        return (int) book.watches().values().stream()
                .flatMap(watch -> stuckBy(rule, watch).stream())
                .distinct()
                .count();
    }

    private static Optional<Target> stuckBy(String rule, Watch watch) {
        return watch.finding()
                .filter(finding -> finding.verdict() == Verdict.STUCK)
                .filter(finding -> !(finding.progress() instanceof Progress.Reported))
                .filter(finding ->
                        finding.mode() == Mode.ENFORCE || finding.rule().equals(rule))
                .map(finding -> whole(finding.target()));
    }

    /// What is counted as one: a connection with all its sessions.
    static Target whole(Target target) {
        return Watch.connectionOf(target).<Target>map(connection -> connection).orElse(target);
    }

    /// What a finding tells of the last command that was sent for it.
    static Stream<Spend> spends(Finding finding) {
        HostId host = finding.target().host();
        return switch (finding.progress()) {
            case Progress.Commanded sent -> Spend.of(sent.command(), host).stream();
            case Progress.Answered answered -> Spend.of(answered.receipt().command(), host).stream();
            case Progress.Unanswered sent -> Spend.of(sent.command(), host).stream();
            case Progress.Reported _, Progress.Shadowed _, Progress.HeldBack _ -> Stream.empty();
        };
    }

    /// The finding that a command is for; empty when its id is not one of ours.
    static Optional<FindingId> findingOf(CommandId command) {
        try {
            return Optional.of(new FindingId(
                    command.value().substring(0, Math.max(0, command.value().lastIndexOf('#')))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Whether a finding waits for this answer. After a restart, those that are waited for have to be told.
    public boolean awaits(Receipt receipt) {
        return awaiting(book(receipt.host()), receipt).isPresent();
    }

    static Optional<Watch> awaiting(Book book, Receipt receipt) {
        return findingOf(receipt.command())
                .flatMap(id -> Optional.ofNullable(book.watches().get(id)))
                .filter(watch -> watch.finding()
                        .flatMap(Ledger::awaited)
                        .filter(receipt.command()::equals)
                        .isPresent());
    }

    /// The command that a finding has no answer to.
    private static Optional<CommandId> awaited(Finding finding) {
        return switch (finding.progress()) {
            case Progress.Commanded sent -> Optional.of(sent.command());
            case Progress.Unanswered sent -> Optional.of(sent.command());
            case Progress.Answered _, Progress.Reported _, Progress.Shadowed _, Progress.HeldBack _ -> Optional.empty();
        };
    }

    /// Every finding that is kept, in no order.
    public List<Finding> findings() {
        return shelf.books()
                .flatMap(book -> book.getValue().watches().values().stream())
                .flatMap(watch -> watch.finding().stream())
                .toList();
    }

    /// The findings of one host, by id.
    public List<Finding> findings(HostId host) {
        return shelf.book(host).watches().values().stream()
                .flatMap(watch -> watch.finding().stream())
                .toList();
    }

    public Optional<Finding> finding(FindingId id) {
        return hostOf(id)
                .flatMap(host -> Optional.ofNullable(book(host).watches().get(id)))
                .flatMap(Watch::finding);
    }

    /// The host in `dead-peer@web-1:9c1e-3f2a`. Neither a rule's nor a host's name can hold `@` or `:`.
    private static Optional<HostId> hostOf(FindingId id) {
        String target = id.value().substring(id.value().indexOf('@') + 1);
        String host = target.contains(":") ? target.substring(0, target.indexOf(':')) : target;
        try {
            return Optional.of(new HostId(host));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The targets of a host of which a rule can't say how they stand, and why.
    public Map<Target, String> unknown(HostId host) {
        Map<Target, String> unknown = new HashMap<>();
        for (Watch watch : shelf.book(host).watches().values()) {
            watch.unknown().ifPresent(why -> unknown.putIfAbsent(watch.target(), why));
        }
        return unknown;
    }

    Book book(HostId host) {
        return shelf.book(host);
    }

    Shelf shelf() {
        return shelf;
    }

    Budget budget() {
        return budget;
    }

    Surge surge() {
        return surge;
    }
}
