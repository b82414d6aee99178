package io.hangup.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.finding.FindingId;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the records refuse. None of these can be made, so none can be read either.
class BadValuesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "-web", "web 1", "web\u001b[2J", "wéb", "a/b", "web\n"})
    void aHostNameIsSafeInAKeyAUrlAShellAndALog(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new HostId(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9C1E3A52-7D10-4B2F-8E46-0A5B6C7D8E9F", "9c1e3a527d104b2f8e460a5b6c7d8e9f"})
    void aBootIdIsALowerCaseUuid(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new BootId(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "xyz", "11111111111111111", "0x1"})
    void aCookieIsHexadecimal(String hex) {
        assertThatIllegalArgumentException().isThrownBy(() -> SocketCookie.parse(hex));
    }

    @Test
    void aCookieUsesAll64Bits() {
        assertThat(SocketCookie.parse("ffffffffffffffff")).isEqualTo(new SocketCookie(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with blank", "new\nline", "bidi\u202e"})
    void idsArePrintable(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> new FindingId(id));
        assertThatIllegalArgumentException().isThrownBy(() -> new CommandId(id));
    }

    @Test
    void aProcessHasAPid() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessStamp(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProcessStamp(1, -1));
    }

    @Test
    void anEndpointHasAnAddressAndAPort() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("", 22));
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("1".repeat(65), 22));
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint("::1", 65_536));
    }

    @Test
    void countersAreNotNegative() {
        var process = Samples.process(1, 0, "sshd", ProcessState.SLEEPING);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Listener(Samples.LOCAL, process, Implementation.OPENSSH, -1, 128, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.tcp(-1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> Samples.tcp(0, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Page.Coverage(5, 4));
    }

    @Test
    void sequencesCountFromOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot(0, List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Heartbeat(Samples.WEB_1, Samples.BOOT, -1, "", Samples.NOON));
    }

    @Test
    void aSnapshotHoldsAtMost4096Connections() {
        List<Connection> tooMany = Collections.nCopies(HostSnapshot.MOST_CONNECTIONS + 1, Samples.connection(1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> snapshot(1, tooMany))
                .withMessage("4097 connections, and a snapshot holds at most 4096");
    }

    @Test
    void aCommandIsValidForAMinuteAtMost() {
        assertThatIllegalArgumentException().isThrownBy(() -> command("x", Samples.NOON.plusSeconds(61)));
        assertThatIllegalArgumentException().isThrownBy(() -> command("x", Samples.NOON.minusMillis(1)));
    }

    @Test
    void aReasonIsShortEnoughForTheSmallestTopic() {
        assertThatIllegalArgumentException().isThrownBy(() -> command("x".repeat(501), Samples.NOON));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRequest.drop("web-1:9c1e-3f2a", "x".repeat(401)));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRequest.drop("web-1:9c1e-3f2a", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> CommandRequest.drop("", "left it open"));
    }

    static Command command(String reason, Instant notAfter) {
        return new Command(
                Samples.command().id(),
                Samples.WEB_1,
                Samples.BOOT,
                1,
                Action.DROP,
                new CommandTarget.OneConnection(
                        Samples.COOKIE, Samples.LOCAL, Samples.PEER, new ProcessStamp(20_853, 2_085_300), 1000),
                Samples.command().guard(),
                reason,
                Samples.NOON,
                notAfter);
    }

    private static HostSnapshot snapshot(long sequence, List<Connection> connections) {
        return new HostSnapshot(
                Samples.WEB_1,
                Samples.BOOT,
                sequence,
                Samples.NOON,
                Samples.snapshot().activityWithin(),
                Samples.snapshot().facts(),
                Map.of(),
                List.of(),
                connections,
                List.of());
    }
}
