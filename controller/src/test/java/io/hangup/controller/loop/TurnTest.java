package io.hangup.controller.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.govern.Effect;
import io.hangup.controller.govern.Governor;
import io.hangup.controller.govern.Ledger;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Rule;
import io.hangup.controller.rule.Written;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.SocketCookie;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What can't be decided about one host must not keep the others from being decided.
class TurnTest {
    private static final HostId WEB = new HostId("web-1");
    private static final HostId DB = new HostId("db-1");

    private final Fleet fleet = new Fleet(Duration.ofMinutes(3), 10);

    @Test
    void goesOnWithTheOtherHostsWhereTheDecisionBreaks() {
        arrives("web-1", 9);
        arrives("db-1", 8);

        Turn turn =
                turn(tooWordy(dropping("wordy", "host.name == \"web-1\"")), dropping("dead", "host.name == \"db-1\""));
        turn.run(batch(List.of(WEB, DB), List.of()));

        assertThat(sent(turn)).extracting(Command::host).containsExactly(DB);
    }

    @Test
    void answersAWishThatCannotBeDecided() {
        arrives("web-1", 9);
        Turn turn = turn(dropping("dead", "connection.uid == 4"));
        String id = new Target.OneConnection(WEB, Hosts.BOOT, new SocketCookie(9)).id();
        var ask = new Ask(
                CommandRequest.drop(id, "r".repeat(400)),
                "w".repeat(200),
                Optional.empty(),
                Hosts.NOON,
                Promise.promise());

        turn.run(batch(List.of(), List.of(ask)));

        assertThat(turn.settled())
                .singleElement()
                .satisfies(settled -> assertThat(settled.answer())
                        .isInstanceOfSatisfying(
                                Answer.NotNow.class,
                                not -> assertThat(not.why()).contains("nothing was sent")));
    }

    private void arrives(String host, int cookie) {
        var snapshot = Hosts.snapshot(host, Hosts.NOON, Hosts.cut(cookie, Hosts.NOON, Duration.ofMinutes(20), 12));
        fleet.snapshot(host, snapshot, "digest", Hosts.NOON);
    }

    private Turn turn(Rule... rules) {
        return new Turn(fleet, new Judge(List.of(rules)), new Governor(Policy.DEFAULT, 7), Ledger.BLANK, Hosts.NOON);
    }

    private static Rule dropping(String id, String where) {
        return Written.rules("""
                rules:
                  - id: %s
                    summary: nobody is there
                    on: connection
                    where: %s
                    when: connection.tcp.retransmits >= 9
                    do: drop
                    mode: enforce
                """.formatted(id, where)).getFirst();
    }

    /// One that no file can hold.
    private static Rule tooWordy(Rule r) {
        return new Rule(
                r.id(),
                "x".repeat(600),
                r.scope(),
                r.where(),
                r.when(),
                r.holdFor(),
                r.action(),
                r.warning(),
                r.verdict(),
                r.mode(),
                r.limits(),
                r.hash());
    }

    private static Inbox.Batch batch(List<HostId> hosts, List<Ask> asks) {
        return new Inbox.Batch(hosts, List.of(), asks, List.of(), List.of(), List.of(), false);
    }

    private static List<Command> sent(Turn turn) {
        return turn.effects().stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).command())
                .toList();
    }
}
