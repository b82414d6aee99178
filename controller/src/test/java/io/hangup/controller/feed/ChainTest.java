package io.hangup.controller.feed;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.govern.Ledger;
import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.Chain.Gap;
import io.hangup.protocol.feed.Chain.Hop;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.OutgoingConnection.Via;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Hosts a (10.0.0.1), b (10.0.0.2) and c (10.0.0.3); alice comes from 192.0.2.7, where no agent is.
class ChainTest {
    private static final String OFFICE = "192.0.2.7:5000";

    private final Fleet fleet = new Fleet(Duration.ofSeconds(90), 100);

    @Test
    void joinsConnectionsOverHostsAndCountsTildes() {
        threeHosts();

        Chain chain = chain("a:9c1e-a");

        assertThat(chain.hops())
                .extracting(Hop::number, Hop::after, ChainTest::from, ChainTest::to, Hop::escapes)
                .containsExactly(
                        tuple(1, 0, "-", "a:9c1e-a", OptionalInt.of(1)),
                        tuple(2, 1, "a:9c1e-1a", "b:9c1e-b", OptionalInt.of(2)),
                        tuple(3, 2, "b:9c1e-1b", "c:9c1e-c", OptionalInt.of(3)));
        assertThat(chain.hops()).extracting(Hop::gap).containsExactly(Gap.CLIENT_OUTSIDE, Gap.NONE, Gap.NONE);
        assertThat(chain.hops()).extracting(Hop::verdict).containsOnly(SessionVerdict.LIVE);
        assertThat(chain.hops())
                .extracting(hop -> hop.closes().orElse("-"))
                .containsExactly("a:9c1e-a", "b:9c1e-b", "c:9c1e-c");
    }

    @Test
    void everyIdOfAChainLeadsToTheWholeOfIt() {
        threeHosts();

        List<List<Integer>> asked = List.of("c:9c1e-c", "c:9c1e-c:303", "b:9c1e-1b", "b:9c1e-b").stream()
                .map(id -> chain(id).hops().stream()
                        .filter(Hop::asked)
                        .map(Hop::number)
                        .toList())
                .toList();

        assertThat(asked).containsExactly(List.of(3), List.of(3), List.of(3), List.of(2));
        assertThat(chain("c:9c1e-c").hops()).hasSize(3);
        assertThat(feed().chain("c:9c1e-77")).isEmpty();
        assertThat(feed().chain("nowhere:9c1e-c")).isEmpty();
        assertThat(feed().chain("c\u0000")).isEmpty();
    }

    @Test
    void aJumpTakesNoTilde() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 700, "ssh"))),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.CLIENT, 701, 0xa)));
        host(
                "b",
                List.of(arrived(0xb, "10.0.0.1:6001", "10.0.0.2:22")),
                List.of(client(0x1b, "10.0.0.2:6002", "10.0.0.3:22", Via.FORWARD, 15_011, 0xb)));
        host("c", List.of(arrived(0xc, "10.0.0.2:6002", "10.0.0.3:22", shell(303, 303, "bash"))), List.of());

        Chain chain = chain("c:9c1e-c");

        assertThat(chain.hops())
                .extracting(ChainTest::to, Hop::escapes)
                .containsExactly(
                        tuple("a:9c1e-a", OptionalInt.of(1)),
                        tuple("b:9c1e-b", OptionalInt.empty()),
                        tuple("c:9c1e-c", OptionalInt.of(2)));
    }

    @Test
    void countsNoTildesForAClientThatTheKeyboardMayNotReach() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 101, "bash"))),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.MASTER, 701, 0xa)));
        host("b", List.of(arrived(0xb, "10.0.0.1:6001", "10.0.0.2:22", shell(202, 202, "bash"))), List.of());

        Chain chain = chain("a:9c1e-a");

        assertThat(chain.hops()).extracting(Hop::escapes).containsExactly(OptionalInt.of(1), OptionalInt.empty());
    }

    @Test
    void showsATranslatedAddressAsUnknown() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 700, "ssh"))),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.CLIENT, 700, 0xa)));
        host("b", List.of(arrived(0xb, "10.0.0.254:31000", "10.0.0.2:22", shell(202, 202, "bash"))), List.of());

        Chain near = chain("a:9c1e-a");
        Chain far = chain("b:9c1e-b");

        assertThat(near.hops()).extracting(Hop::gap).containsExactly(Gap.CLIENT_OUTSIDE, Gap.SERVER_UNMATCHED);
        assertThat(near.hops().getLast().verdict()).isEqualTo(SessionVerdict.UNKNOWN);
        assertThat(near.hops().getLast().why()).contains("b has the address 10.0.0.2");
        assertThat(near.hops().getLast().closes()).isEmpty();
        assertThat(far.hops()).extracting(Hop::gap).containsExactly(Gap.CLIENT_OUTSIDE);
    }

    @Test
    void joinsNothingThatSeveralNetworksHave() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 700, "ssh"))),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.CLIENT, 700, 0xa)));
        host("b", List.of(arrived(0xb, "10.0.0.1:6001", "10.0.0.2:22")), List.of());
        host("b-of-another-site", List.of(arrived(0xc, "10.0.0.1:6001", "10.0.0.2:22")), List.of());

        assertThat(chain("a:9c1e-a").hops()).extracting(Hop::gap).containsExactly(Gap.CLIENT_OUTSIDE, Gap.AMBIGUOUS);
        assertThat(chain("b:9c1e-b").hops()).extracting(Hop::gap).containsExactly(Gap.AMBIGUOUS);
    }

    @Test
    void joinsLoopbackOnOneHostOnly() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 700, "ssh"))),
                List.of(client(0x1a, "127.0.0.1:6001", "127.0.0.1:22", Via.CLIENT, 700, 0xa)));
        host("b", List.of(arrived(0xb, "127.0.0.1:6001", "127.0.0.1:22")), List.of());

        assertThat(chain("a:9c1e-a").hops())
                .extracting(Hop::gap)
                .containsExactly(Gap.CLIENT_OUTSIDE, Gap.SERVER_UNMATCHED);
        assertThat(chain("b:9c1e-b").hops()).extracting(Hop::gap).containsExactly(Gap.CLIENT_UNMATCHED);
    }

    @Test
    void aCircleEnds() {
        host(
                "a",
                List.of(arrived(0xa, "10.0.0.2:6002", "10.0.0.1:22")),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.CLIENT, 700, 0xa)));
        host(
                "b",
                List.of(arrived(0xb, "10.0.0.1:6001", "10.0.0.2:22")),
                List.of(client(0x1b, "10.0.0.2:6002", "10.0.0.1:22", Via.CLIENT, 800, 0xb)));

        assertThat(chain("a:9c1e-a").hops()).hasSize(2);
    }

    @Test
    void anEndlessChainIsCut() {
        int hosts = Chain.DEEPEST + 4;
        IntStream.range(0, hosts)
                .forEach(i -> host(
                        "h" + i,
                        List.of(arrived(0xa, "10.0.0." + i + ":6000", "10.0.0." + (i + 1) + ":22")),
                        List.of(client(
                                0x1a,
                                "10.0.0." + (i + 1) + ":6000",
                                "10.0.0." + (i + 2) + ":22",
                                Via.CLIENT,
                                9,
                                0xa))));

        Chain chain = chain("h" + (hosts - 1) + ":9c1e-a");

        assertThat(chain.cut()).isTrue();
        assertThat(chain.hops()).hasSize(Chain.DEEPEST);
    }

    @Test
    void nothingIsClosedOnAHostInDoubt() {
        threeHosts();

        Chain chain = new Feed(fleet, Ledger.BLANK, NOON.plusSeconds(600))
                .chain("a:9c1e-a")
                .orElseThrow();

        assertThat(chain.hops()).extracting(Hop::verdict).containsOnly(SessionVerdict.UNKNOWN);
        assertThat(chain.hops()).allMatch(hop -> hop.closes().isEmpty());
    }

    @Test
    void listsClientsWithBothTheirEnds() {
        threeHosts();

        List<ClientRow> rows = feed().clients(Filter.NONE);

        assertThat(rows)
                .extracting(
                        ClientRow::id,
                        row -> row.from().orElse("-"),
                        row -> row.to().orElse("-"))
                .containsExactly(
                        tuple("a:9c1e-1a", "a:9c1e-a", "b:9c1e-b"), tuple("b:9c1e-1b", "b:9c1e-b", "c:9c1e-c"));
    }

    private void threeHosts() {
        host(
                "a",
                List.of(arrived(0xa, OFFICE, "10.0.0.1:22", shell(101, 700, "ssh"))),
                List.of(client(0x1a, "10.0.0.1:6001", "10.0.0.2:22", Via.CLIENT, 700, 0xa)));
        host(
                "b",
                List.of(arrived(0xb, "10.0.0.1:6001", "10.0.0.2:22", shell(202, 800, "ssh"))),
                List.of(client(0x1b, "10.0.0.2:6002", "10.0.0.3:22", Via.CLIENT, 800, 0xb)));
        host("c", List.of(arrived(0xc, "10.0.0.2:6002", "10.0.0.3:22", shell(303, 303, "bash"))), List.of());
    }

    private Chain chain(String id) {
        return feed().chain(id).orElseThrow();
    }

    private Feed feed() {
        return new Feed(fleet, Ledger.BLANK, NOON);
    }

    private static String from(Hop hop) {
        return hop.client().orElse("-");
    }

    private static String to(Hop hop) {
        return hop.connection().orElse("-");
    }

    private void host(String name, List<Connection> connections, List<OutgoingConnection> outgoing) {
        HostSnapshot plain = Hosts.snapshot(name, NOON, List.of(), connections);
        HostSnapshot whole = new HostSnapshot(
                new HostId(name),
                plain.boot(),
                plain.sequence(),
                NOON,
                plain.activityWithin(),
                plain.facts(),
                plain.labels(),
                plain.listeners(),
                connections,
                outgoing,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
        fleet.snapshot(name, whole, "d", NOON);
    }

    private static Connection arrived(int cookie, String peer, String local, SshSession... sessions) {
        Connection known = Hosts.authenticated(
                cookie, Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minusSeconds(1)), List.of(sessions), List.of());
        return new Connection(
                known.cookie(),
                endpoint(local),
                endpoint(peer),
                known.implementation(),
                known.phase(),
                known.user(),
                known.since(),
                known.monitor(),
                known.child(),
                known.auditSession(),
                known.tcp(),
                known.sessions(),
                known.holders());
    }

    private static OutgoingConnection client(int cookie, String local, String peer, Via via, int pid, int from) {
        return new OutgoingConnection(
                new SocketCookie(cookie),
                endpoint(local),
                endpoint(peer),
                via,
                Hosts.process(pid, 1000, "ssh"),
                OptionalLong.of(66),
                Optional.of(new SocketCookie(from)),
                NOON.minusSeconds(60),
                Hosts.tcp(0, 0, NOON.minusSeconds(1), NOON.minusSeconds(1)));
    }

    private static SshSession shell(int pid, int foreground, String runs) {
        return new SshSession(
                Hosts.process(pid, 1000, "bash"),
                new Terminal.Pty("pts/1", NOON, NOON),
                Optional.of(Hosts.process(foreground, 1000, runs)),
                NOON.minusSeconds(60),
                NOON);
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
}
