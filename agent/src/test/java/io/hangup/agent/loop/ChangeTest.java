package io.hangup.agent.loop;

import static io.hangup.agent.Samples.CHILD;
import static io.hangup.agent.Samples.COOKIE;
import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.MONITOR;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.PTY;
import static io.hangup.agent.Samples.connection;
import static io.hangup.agent.Samples.in;
import static io.hangup.agent.Samples.listener;
import static io.hangup.agent.Samples.tcp;
import static io.hangup.agent.Samples.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.Blindspot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeTest {
    private static final HostView QUIET = view(connection());

    private static HostView with(TcpHealth tcp) {
        return view(connection(Optional.of(MONITOR), Optional.of(CHILD), tcp, PTY));
    }

    private static HostView with(Terminal terminal) {
        return view(connection(
                Optional.of(MONITOR), Optional.of(CHILD), connection().tcp(), terminal));
    }

    private static HostView with(HostProcess child) {
        return view(connection(
                Optional.of(MONITOR), Optional.of(child), connection().tcp(), PTY));
    }

    private static HostView queueing(int queue) {
        return new HostView(List.of(listener(queue)), List.of(connection()), List.of());
    }

    static Stream<Arguments> tellsWhatMattersFromMereActivity() {
        Connection c = connection();
        var blind = new HostView(
                QUIET.listeners(), QUIET.connections(), List.of(new Blindspot(Blindspot.Sense.PIPES, "no right")));
        return Stream.of(
                Arguments.of("nothing", QUIET, view(connection()), Change.NONE),
                Arguments.of("a birth", view(), QUIET, Change.MATTER),
                Arguments.of("a death", QUIET, view(), Change.MATTER),
                Arguments.of("another cookie", QUIET, view(otherCookie(c)), Change.MATTER),
                Arguments.of("typing", QUIET, with(new Terminal.Pty("pts/3", NOON, ELEVEN)), Change.ACTIVITY),
                Arguments.of("output", QUIET, with(new Terminal.Pty("pts/3", ELEVEN, NOON)), Change.ACTIVITY),
                Arguments.of("another terminal", QUIET, with(new Terminal.Pty("pts/4", ELEVEN, ELEVEN)), Change.MATTER),
                Arguments.of("an unseen terminal", QUIET, with(new Terminal.Unseen("pts/3")), Change.MATTER),
                Arguments.of("data", QUIET, with(tcp(TcpTimer.KEEPALIVE, 0, NOON)), Change.ACTIVITY),
                Arguments.of("one lost segment", QUIET, with(tcp(TcpTimer.RETRANSMIT, 1, ELEVEN)), Change.ACTIVITY),
                Arguments.of("two lost segments", QUIET, with(tcp(TcpTimer.RETRANSMIT, 2, ELEVEN)), Change.MATTER),
                Arguments.of(
                        "one more",
                        with(tcp(TcpTimer.RETRANSMIT, 2, ELEVEN)),
                        with(tcp(TcpTimer.RETRANSMIT, 3, ELEVEN)),
                        Change.MATTER),
                Arguments.of("healed", with(tcp(TcpTimer.RETRANSMIT, 7, ELEVEN)), QUIET, Change.MATTER),
                Arguments.of("a closed window", QUIET, with(tcp(TcpTimer.PERSIST, 0, ELEVEN)), Change.MATTER),
                Arguments.of("running", QUIET, with(in(ProcessState.RUNNING, CHILD)), Change.ACTIVITY),
                Arguments.of(
                        "waiting for a disk", QUIET, with(in(ProcessState.UNINTERRUPTIBLE, CHILD)), Change.ACTIVITY),
                Arguments.of("stopped", QUIET, with(in(ProcessState.STOPPED, CHILD)), Change.MATTER),
                Arguments.of("one client waiting", QUIET, queueing(1), Change.ACTIVITY),
                Arguments.of("half a queue", QUIET, queueing(64), Change.MATTER),
                Arguments.of("a full queue", queueing(64), queueing(129), Change.MATTER),
                Arguments.of("a blindspot", QUIET, blind, Change.MATTER),
                Arguments.of("one fewer", blind, QUIET, Change.MATTER));
    }

    private static Connection otherCookie(Connection c) {
        return new Connection(
                new SocketCookie(COOKIE.value() + 1),
                c.local(),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                c.sessions(),
                c.holders());
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource
    void tellsWhatMattersFromMereActivity(String what, HostView before, HostView after, Change expected) {
        Change change = Change.between(before, after);

        assertThat(change).as(what).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("tellsWhatMattersFromMereActivity")
    void tellsTheSameWhereMostWasComparedBefore(String what, HostView before, HostView after, Change expected) {
        HostView alike = expected == Change.MATTER ? before : after;

        Change change = Change.between(before, alike, after);

        assertThat(change).as(what).isEqualTo(expected);
    }

    @Test
    void tellsWhatMattersAfterMereActivity() {
        HostView moved = with(tcp(TcpTimer.KEEPALIVE, 0, NOON));

        Change change = Change.between(QUIET, moved, with(in(ProcessState.STOPPED, CHILD)));

        assertThat(change).isEqualTo(Change.MATTER);
    }
}
