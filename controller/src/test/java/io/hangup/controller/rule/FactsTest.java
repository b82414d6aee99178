package io.hangup.controller.rule;

import static io.hangup.controller.fleet.Hosts.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.controller.fleet.Hosts;
import io.hangup.controller.kind.Dimmed;
import io.hangup.controller.kind.Made;
import io.hangup.controller.kind.Ran;
import io.hangup.protocol.session.Banner;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What facts say where there is something to see, where there is certainly none, and where the agent is blind.
class FactsTest {
    private static final Instant HOUR_AGO = NOON.minus(Duration.ofHours(1));

    /// Everything there is, on one connection.
    private static final Connection RICH = Made.connection(1, HOUR_AGO)
            .monitor(ProcessState.STOPPED)
            .forwards(
                    new Forward.Tcp(
                            new SocketCookie(900),
                            new Endpoint("127.0.0.1", 5000),
                            new Endpoint("127.0.0.1", 5432),
                            NOON.minusSeconds(40)),
                    new Forward.Waiting(new Endpoint("127.0.0.1", 6011)),
                    new Forward.Local(Forward.Purpose.AGENT, "/tmp/ssh-XXXXabcdef/agent.812"))
            .unread(NOON.minusSeconds(30))
            .payload(Optional.of(NOON.minusSeconds(50)))
            .probe(PeerProbe.Answer.UNANSWERED, HOUR_AGO, NOON.minusSeconds(60), 7)
            .sessions(Ran.command(20_001, "rsync", HOUR_AGO)
                    .io(NOON.minusSeconds(45))
                    .blocked(Blocked.On.PIPE, NOON.minusSeconds(20))
                    .build())
            .build();

    /// A shell at its prompt, and nothing else.
    private static final Connection BARE = Made.connection(1, HOUR_AGO)
            .payload(Optional.empty())
            .sessions(Ran.shell(20_001, 1000, HOUR_AGO).build())
            .build();

    @ParameterizedTest
    @CsvSource(textBlock = """
            connection.monitor.state, stopped, sleeping, sleeping
            connection.peer.probe, unanswered, unknown, unknown
            connection.peer.probes, 7, unknown, unknown
            connection.peer.probedAgo, 1m, unknown, unknown
            connection.peer.unansweredFor, 59m, unknown, unknown
            connection.payloadAgo, 50s, unknown, unknown
            connection.workIdle, 15s, 59m 30s, unknown
            connection.forwards, 3, 0, unknown
            connection.forwardsIdle, 40s, none, unknown
            connection.listeningForward, true, false, unknown
            connection.agentForward, true, false, unknown
            connection.x11Forward, true, false, unknown
            connection.unreadFor, 30s, none, unknown
            session.ioIdle, 15s, none, none
            session.blockedOn, pipe, none, unknown
            session.blockedBy, rsync, none, unknown
            session.blockedFor, 20s, none, unknown
            session.foreground.pid, none, 20001, 20001
            session.foreground.uid, none, 1000, 1000
            """)
    void tellWhatIsThereWhatIsNotAndWhatCannotBeSeen(String fact, String rich, String bare, String blind) {
        List<Blindspot> all = Stream.of(
                        Blindspot.Sense.PROBE,
                        Blindspot.Sense.OWNERS,
                        Blindspot.Sense.PROCESSES,
                        Blindspot.Sense.IO,
                        Blindspot.Sense.WAITS)
                .map(sense -> new Blindspot(sense, "no capability"))
                .toList();

        List<String> seen = List.of(look(fact, RICH, List.of()), look(fact, BARE, List.of()), look(fact, BARE, all));

        assertThat(seen).containsExactly(rich, bare, blind);
    }

    /// As after one failed look at sockets, and for as long as nobody knows whether somebody was let in.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection.sessions",
                "connection.holders",
                "connection.workIdle",
                "connection.forwards",
                "connection.forwardsIdle",
                "connection.listeningForward",
                "connection.agentForward",
                "connection.x11Forward"
            })
    void nothingIsCertainOfWhatAConnectionCarriesThatWasNotLookedAt(String fact) {
        Connection doubted = Dimmed.by(Blindspot.Sense.SOCKETS, RICH);
        var blind = List.of(new Blindspot(Blindspot.Sense.SOCKETS, "no buffer space"));

        assertThat(look(fact, doubted, blind)).isEqualTo("unknown");
        assertThat(look(fact, doubted, List.of())).isEqualTo("unknown");
        assertThat(look(fact, RICH, List.of())).isNotEqualTo("unknown");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host.banner",
                "host.bannerFor",
                "host.acceptRoom",
                "host.acceptQueue",
                "host.startups",
                "host.listeners"
            })
    void listenersThatCannotBeSeenAreNotAbsent(String fact) {
        for (Blindspot.Sense sense : List.of(Blindspot.Sense.SOCKETS, Blindspot.Sense.OWNERS)) {
            HostSnapshot host =
                    Hosts.snapshot("web-1", NOON, List.of(new Blindspot(sense, "no buffer space")), List.of(BARE));

            assertThat(look(fact, host, BARE)).as(sense.name()).isEqualTo("unknown");
        }
    }

    @Test
    void aPeerThatAnswersIsCertainlyNotUnanswered() {
        Connection there = Made.connection(1, HOUR_AGO)
                .probe(PeerProbe.Answer.ANSWERED, HOUR_AGO, NOON, 9)
                .build();

        assertThat(look("connection.peer.unansweredFor", there, List.of())).isEqualTo("none");
    }

    @Test
    void aPeerThatCouldNotBeAskedMayBeAnything() {
        Connection busy = Made.connection(1, HOUR_AGO)
                .probe(PeerProbe.Answer.UNDECIDED, HOUR_AGO, NOON, 9)
                .build();

        assertThat(look("connection.peer.unansweredFor", busy, List.of())).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            120, 2m
            30m, 30m
            1h30m, 1h 30m
            0, none
            soon, unknown
            '', unknown
            """)
    void loginGraceIsWhatSshdWasTold(String setting, String shown) {
        HostSnapshot host = host(List.of(), List.of(control("LoginGraceTime", setting, Optional.empty())));

        assertThat(look("connection.loginGrace", host, BARE)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            120, 15m, 15m
            15m, 120, 15m
            120, 0, none
            120, soon, unknown
            """)
    void ofSeveralServersTheMostPatientSpeaks(String one, String other, String shown) {
        HostSnapshot host = host(
                List.of(),
                List.of(
                        control("LoginGraceTime", one, Optional.empty()),
                        control("LoginGraceTime", other, Optional.empty())));

        assertThat(look("connection.loginGrace", host, BARE)).isEqualTo(shown);
    }

    @Test
    void aLoginThatBeganBeforeAChangeHasTheGraceOfThen() {
        Connection older = Made.connection(1, HOUR_AGO.minusSeconds(1)).build();
        Connection newer = Made.connection(1, HOUR_AGO.plusSeconds(1)).build();
        HostSnapshot host = host(List.of(), List.of(control("LoginGraceTime", "2m", Optional.of("15m"))));

        assertThat(look("connection.loginGrace", host, older)).isEqualTo("15m");
        assertThat(look("connection.loginGrace", host, newer)).isEqualTo("2m");
    }

    @Test
    void aUidHas32BitsAndNoSign() {
        Connection far = Made.connection(1, HOUR_AGO)
                .uid(Integer.parseUnsignedInt("3000000000"))
                .build();

        assertThat(look("connection.uid", far, List.of())).isEqualTo("3000000000");
    }

    @Test
    void dropbearWaitsFiveMinutesWhateverSshdWasTold() {
        Connection dropbear =
                Made.connection(1, HOUR_AGO).of(Implementation.DROPBEAR).build();

        assertThat(look("connection.loginGrace", dropbear, List.of())).isEqualTo("5m");
    }

    @Test
    void theWorstListenerSpeaksForTheHost() {
        HostSnapshot host = host(
                List.of(
                        listener(22, Optional.of(Banner.Answer.OPEN)),
                        listener(2222, Optional.of(Banner.Answer.SILENT))),
                List.of());

        assertThat(look("host.banner", host, BARE)).isEqualTo("silent");
        assertThat(look("host.bannerFor", host, BARE)).isEqualTo("1h");
        assertThat(look("host.acceptRoom", host, BARE)).isEqualTo("125");
    }

    @Test
    void aListenerThatWasNotAskedMayBeWorseThanOneThatIsOpen() {
        HostSnapshot host = host(
                List.of(listener(22, Optional.of(Banner.Answer.OPEN)), listener(2222, Optional.empty())), List.of());

        assertThat(look("host.banner", host, BARE)).isEqualTo("unknown");
    }

    @Test
    void aHostWithoutListenersHasNoBanner() {
        HostSnapshot host = host(List.of(), List.of());

        assertThat(look("host.banner", host, BARE)).isEqualTo("none");
        assertThat(look("host.acceptRoom", host, BARE)).isEqualTo("none");
    }

    @Test
    void settingsThatDoLessOrAreNotInForceAreCounted() {
        HostSnapshot host = host(
                List.of(),
                List.of(
                        control("ClientAliveInterval", "0", Optional.of("300")),
                        control("LoginGraceTime", "120", Optional.empty()),
                        new Control(
                                "MaxStartups",
                                "everyone",
                                "10",
                                Control.Effect.WORKS,
                                Control.NOT_IN_FORCE + "the file is newer",
                                HOUR_AGO,
                                Optional.empty())));

        assertThat(look("host.driftedControls", host, BARE)).isEqualTo("1");
        assertThat(look("host.driftedAgo", host, BARE)).isEqualTo("1h");
        assertThat(look("host.weakControls", host, BARE)).isEqualTo("2");
        assertThat(look("host.notInForce", host, BARE)).isEqualTo("1");
    }

    @Test
    void settingsThatNobodyReadAreUnknown() {
        HostSnapshot host = host(List.of(), List.of());

        assertThat(look("host.weakControls", host, BARE)).isEqualTo("unknown");
    }

    private static String look(String fact, Connection connection, List<Blindspot> blindspots) {
        return look(fact, Hosts.snapshot("web-1", NOON, blindspots, List.of(connection)), connection);
    }

    private static String look(String fact, HostSnapshot host, Connection connection) {
        Sight sight = Sight.of(Hosts.state(host)).of(connection);
        Sight whole = connection.sessions().isEmpty()
                ? sight
                : sight.of(connection.sessions().getFirst());
        return Shown.of(
                Objects.requireNonNull(Vocabulary.byName().get(fact)).look().apply(whole));
    }

    private static HostSnapshot host(List<Listener> listeners, List<Control> controls) {
        HostSnapshot usual = Hosts.snapshot("web-1", NOON, BARE);
        return new HostSnapshot(
                usual.host(),
                usual.boot(),
                usual.sequence(),
                usual.takenAt(),
                usual.activityWithin(),
                usual.facts(),
                usual.labels(),
                listeners,
                usual.connections(),
                List.of(),
                List.of(),
                controls,
                Optional.empty(),
                List.of());
    }

    private static Listener listener(int port, Optional<Banner.Answer> answer) {
        return new Listener(
                new Endpoint("0.0.0.0", port),
                Hosts.process(900, 0, "sshd"),
                Implementation.OPENSSH,
                3,
                128,
                0,
                answer.map(what -> new Banner(what, "", HOUR_AGO)));
    }

    private static Control control(String name, String value, Optional<String> before) {
        return new Control(
                name,
                "everyone",
                value,
                Control.Effect.NONE,
                "it does nothing",
                HOUR_AGO,
                before,
                before.map(_ -> Control.Effect.WORKS));
    }
}
