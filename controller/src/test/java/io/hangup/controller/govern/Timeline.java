package io.hangup.controller.govern;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A governor and what happens to it, one thing after another, on one clock.
final class Timeline {
    /// What a command is about that is about a connection.
    static CommandTarget.OneConnection target(Command command) {
        return (CommandTarget.OneConnection) command.target();
    }

    static final String DROP_DEAD = """
            rules:
              - id: dead
                summary: nobody is there
                on: connection
                where: fleet
                when: connection.tcp.retransmits >= 9
                for: 10s
                do: drop
                mode: enforce
            """;

    final List<Effect> effects = new ArrayList<>();
    private final Set<Command> answered = new HashSet<>();
    final FleetFigures figures;
    final Governor governor;
    Judge judge;
    Ledger ledger = Ledger.BLANK;
    Instant now = Hosts.NOON;

    Timeline(Policy policy, String rules, FleetFigures figures) {
        this.governor = new Governor(policy, 7);
        this.judge = new Judge(Written.rules(rules));
        this.figures = figures;
    }

    static Timeline of(String rules) {
        return new Timeline(Policy.DEFAULT, rules, new FleetFigures(5, 5, 100));
    }

    Timeline after(Duration passed) {
        now = now.plus(passed);
        return this;
    }

    /// The host shows these connections now.
    Timeline sees(String host, Connection... connections) {
        return shows(Hosts.snapshot(host, now, connections));
    }

    Timeline shows(HostSnapshot snapshot) {
        return tell(Input.look(judge, Hosts.state(snapshot), figures, now));
    }

    Timeline answers(Command command, Outcome outcome) {
        Receipt receipt =
                new Receipt(command.id(), command.host(), outcome, List.of(), List.of(), Duration.ofSeconds(1), now);
        return tell(new Input.Answered(receipt, Optional.of(command).filter(answered::add), now));
    }

    Timeline asks(HostState host, Target target) {
        return asks(host, Action.DROP, target);
    }

    Timeline asks(HostState host, Action action, Target target) {
        return asks(host, action, target, Optional.empty());
    }

    Timeline asks(HostState host, Action action, Target target, Optional<Duration> warning) {
        return tell(new Input.Asked(host, action, target, "it hangs", "carol", warning, Optional.empty(), now));
    }

    Timeline asksPeer(HostState host, Target target) {
        return tell(new Input.Asked(
                host, Action.PROBE, target, "is it there", "carol", Optional.empty(), Optional.empty(), now));
    }

    Timeline ticks() {
        return tell(new Input.Tick(now));
    }

    Timeline tell(Input input) {
        Step step = governor.decide(ledger, input);
        ledger = step.next();
        effects.addAll(step.effects());
        return this;
    }

    List<Command> commands() {
        return of(Effect.Send.class).stream().map(Effect.Send::command).toList();
    }

    List<Finding> published() {
        return of(Effect.Publish.class).stream().map(Effect.Publish::finding).toList();
    }

    <T extends Effect> List<T> of(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    Finding finding(String host, int cookie) {
        return ledger.finding(FindingId.of("dead", connection(host, cookie))).orElseThrow();
    }

    static Target.OneConnection connection(String host, int cookie) {
        return new Target.OneConnection(new HostId(host), Hosts.BOOT, new SocketCookie(cookie));
    }

    /// The path to it was cut two minutes ago.
    Connection dead(int cookie) {
        return Hosts.cut(cookie, now, Duration.ofMinutes(2), 9);
    }

    Connection healthy(int cookie) {
        return Hosts.healthy(cookie, now);
    }

    HostState silent(String host, Connection... connections) {
        Fleet fleet = new Fleet(Duration.ofSeconds(90), 10);
        HostSnapshot snapshot = Hosts.snapshot(host, now.minusSeconds(100), connections);
        fleet.snapshot(host, snapshot, "digest", now.minusSeconds(100));
        return fleet.host(snapshot.host(), now).orElseThrow();
    }
}
