package io.hangup.controller.kind;

import static io.hangup.controller.kind.Kind.healthy;
import static io.hangup.controller.kind.Kind.noticed;
import static io.hangup.controller.kind.Kind.stuck;
import static io.hangup.controller.kind.Made.connection;
import static io.hangup.controller.kind.Peers.answering;
import static io.hangup.controller.kind.Peers.last;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every kind, with the rule that must find it. The numbers are those that were measured with real sshd.
public final class Kinds {
    private static final Duration SECONDS_20 = Duration.ofSeconds(20);
    private static final Duration MINUTES_5 = Duration.ofMinutes(5);

    private Kinds() {}

    public static Stream<Kind> all() {
        return Stream.of(healthyPeople(), healthyWork(), carriers(), logins(), troubles(), stuckOnes(), odd())
                .flatMap(List::stream);
    }

    private static List<Kind> healthyPeople() {
        return List.of(
                healthy("typing", (n, began, now) -> shell(n, began, last(began, now, SECONDS_20), now)),
                healthy("idle at a prompt", (n, began, now) -> shell(n, began, began, now)),
                healthy(
                        "idle at a prompt on dropbear",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .of(Implementation.DROPBEAR)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                healthy("pager", (n, began, now) -> foreground(n, "less", began, now)),
                healthy("editor", (n, began, now) -> foreground(n, "vim", began, now)),
                healthy("tmux or screen inside", (n, began, now) -> foreground(n, "tmux: client", began, now)),
                healthy("chain: ssh inside", (n, began, now) -> foreground(n, "ssh", began, now)),
                healthy(
                        "ServerAlive only",
                        (n, began, now) -> connection(n, began)
                                .tcp(Made.calm(now, now))
                                .payload(Optional.of(began))
                                .sessions(Ran.shell(20_000 + n, 1000, began).build())
                                .build()),
                noticed(
                        "idle-root",
                        "root, idle at a prompt",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .root()
                                                .sessions(Ran.shell(20_000 + n, 0, began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                noticed(
                        "idle-root",
                        "sudo -i inside, idle",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .foreground("bash", 0, ProcessState.SLEEPING)
                                                        .build()),
                                        began,
                                        now)
                                .build()));
    }

    private static List<Kind> healthyWork() {
        return List.of(
                healthy(
                        "build at a terminal, silent",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .foreground("make", 1000, ProcessState.RUNNING)
                                                        .cpu(now)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                healthy("output only", (n, began, now) -> {
                    Instant wrote = last(began, now, SECONDS_20);
                    return connection(n, began)
                            .moved(wrote)
                            .sessions(Ran.shell(20_000 + n, 1000, began)
                                    .foreground("top", 1000, ProcessState.SLEEPING)
                                    .wrote(wrote)
                                    .cpu(wrote)
                                    .build())
                            .build();
                }),
                healthy(
                        "exec without a word for days",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.command(20_000 + n, "sleep", began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                healthy(
                        "sftp, idle",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.command(20_000 + n, "sftp-server", began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                healthy(
                        "rsync or scp, moving",
                        (n, began, now) -> connection(n, began)
                                .moved(now)
                                .sessions(Ran.command(20_000 + n, "rsync", began)
                                        .cpu(now)
                                        .io(now)
                                        .build())
                                .build()),
                healthy(
                        "ControlMaster, one channel used",
                        (n, began, now) -> connection(n, began)
                                .moved(last(began, now, SECONDS_20))
                                .sessions(
                                        Ran.shell(20_000 + n, 1000, began)
                                                .typed(last(began, now, SECONDS_20))
                                                .build(),
                                        Ran.shell(25_000 + n, 1000, began).build(),
                                        Ran.command(26_000 + n, "sftp-server", began)
                                                .build())
                                .build()));
    }

    private static List<Kind> carriers() {
        return List.of(
                healthy(
                        "tunnel, unused for days",
                        (n, began, now) ->
                                answering(connection(n, began), began, now).build()),
                healthy(
                        "tunnel, used",
                        (n, began, now) -> connection(n, began)
                                .moved(last(began, now, MINUTES_5))
                                .forwards(tcp(n, 5432, last(began, now, MINUTES_5)))
                                .build()),
                healthy(
                        "-L left open without a word",
                        (n, began, now) -> answering(connection(n, began).forwards(tcp(n, 5432, began)), began, now)
                                .build()),
                healthy(
                        "-R, waiting for days",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .forwards(new Forward.Waiting(new Endpoint("127.0.0.1", 8_080))),
                                        began,
                                        now)
                                .build()),
                healthy(
                        "ControlPersist without a channel",
                        (n, began, now) ->
                                answering(connection(n, began), began, now).build()),
                healthy(
                        "logged out, output still read",
                        (n, began, now) -> connection(n, began)
                                .moved(last(began, now, MINUTES_5))
                                .holder("backup")
                                .build()),
                healthy(
                        "logged out, tunnel to what was left",
                        (n, began, now) -> answering(
                                        connection(n, began).holder("server").forwards(tcp(n, 8_888, began)),
                                        began,
                                        now)
                                .build()),
                healthy(
                        "agent in use after logout",
                        (n, began, now) -> connection(n, began)
                                .moved(last(began, now, MINUTES_5))
                                .forwards(agent())
                                .build()));
    }

    private static List<Kind> logins() {
        return List.of(
                new Kind(
                        "at the password, then in",
                        Optional.empty(),
                        Set.of(),
                        (n, began, now) -> Duration.between(began, now).compareTo(Duration.ofSeconds(100)) < 0
                                ? Optional.of(connection(n, began).preAuth().build())
                                : Optional.of(shell(n, began, last(began, now, SECONDS_20), now))),
                stuck(
                        "pre-auth-silent",
                        "pre-auth, silent",
                        (n, began, now) -> connection(n, began).preAuth().build()),
                stuck(
                        "pre-auth-silent",
                        "pre-auth on dropbear",
                        (n, began, now) -> connection(n, began)
                                .preAuth()
                                .of(Implementation.DROPBEAR)
                                .build()));
    }

    private static List<Kind> troubles() {
        return List.of(
                healthy("outages of 5 minutes that heal", (n, began, now) -> passing(n, began, now, MINUTES_5, true)),
                healthy(
                        "laptop closed for 20 minutes",
                        (n, began, now) -> passing(n, began, now, Duration.ofMinutes(20), false)),
                healthy(
                        "slow reader with a closed window",
                        (n, began, now) -> connection(n, began)
                                .tcp(Peers.closed(began, now))
                                .payload(Optional.of(last(began, now, SECONDS_20)))
                                .sessions(Ran.command(20_000 + n, "tar", began)
                                        .io(last(began, now, SECONDS_20))
                                        .blocked(Blocked.On.PIPE, last(began, now, SECONDS_20))
                                        .build())
                                .build()),
                healthy(
                        "transfer that loses packets",
                        (n, began, now) -> connection(n, began)
                                .tcp(Made.tcp(
                                        TcpTimer.RETRANSMIT, 4, 0, 90_000, 65_536, now.minusSeconds(8), began, now))
                                .payload(Optional.of(now))
                                .sessions(Ran.command(20_000 + n, "scp", began)
                                        .cpu(now)
                                        .io(now)
                                        .build())
                                .build()),
                healthy("frozen client, idle", (n, began, now) -> shell(n, began, began, now)),
                noticed(
                        "blocked-output",
                        "frozen client, or Ctrl-S",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .foreground("seq", 1000, ProcessState.SLEEPING)
                                                        .blocked(Blocked.On.TERMINAL, began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                noticed(
                        "blocked-output",
                        "frozen client, closed window",
                        (n, began, now) -> connection(n, began)
                                .tcp(Peers.closed(began, now))
                                .sessions(Ran.command(20_000 + n, "tar", began)
                                        .blocked(Blocked.On.PIPE, began)
                                        .build())
                                .build()));
    }

    private static List<Kind> stuckOnes() {
        return List.of(
                stuck(
                        "dead-peer",
                        "dead peer, data in flight",
                        (n, began, now) -> connection(n, began)
                                .tcp(Peers.cut(began, now))
                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                        .foreground("top", 1000, ProcessState.SLEEPING)
                                        .cpu(now)
                                        .build())
                                .build()),
                vanished(
                        "vanished peer at a prompt",
                        (n, began, now) -> connection(n, began)
                                .sessions(Ran.shell(20_000 + n, 1000, began).build())),
                vanished("vanished peer of a tunnel", (n, began, now) -> connection(n, began)),
                healthy(
                        "vanished peer of a build",
                        (n, began, now) -> Peers.unanswering(
                                        connection(n, began)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .foreground("make", 1000, ProcessState.RUNNING)
                                                        .cpu(now)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                stuck(
                        "zero-window-dead",
                        "closed window, then cut",
                        (n, began, now) -> connection(n, began)
                                .tcp(Peers.closedForGood(began, now))
                                .sessions(Ran.command(20_000 + n, "tar", began)
                                        .cpu(now)
                                        .build())
                                .build()),
                stuck(
                        "wedged-sshd",
                        "stopped sshd",
                        (n, began, now) -> connection(n, began)
                                .server(ProcessState.STOPPED)
                                .unread(began)
                                .sessions(Ran.shell(20_000 + n, 1000, began).build())
                                .tcp(Made.calm(now, began))
                                .build()),
                stuck(
                        "stopped-monitor",
                        "stopped monitor after logout",
                        (n, began, now) -> connection(n, began)
                                .monitor(ProcessState.STOPPED)
                                .server(ProcessState.ZOMBIE)
                                .tcp(left(Made.calm(began, began)))
                                .build()));
    }

    private static List<Kind> odd() {
        return List.of(
                noticed(
                        "hang-on-logout",
                        "hang on logout",
                        (n, began, now) -> answering(connection(n, began).holder("sleep"), began, now)
                                .build()),
                noticed(
                        "left-channel",
                        "agent left open after logout",
                        (n, began, now) -> answering(connection(n, began).forwards(agent()), began, now)
                                .build()),
                noticed(
                        "left-channel",
                        "display left open after logout",
                        (n, began, now) -> answering(connection(n, began).forwards(tcp(n, 6_010, began)), began, now)
                                .build()),
                noticed(
                        "stalled-sshd",
                        "sshd that waits for a disk",
                        (n, began, now) -> connection(n, began)
                                .server(ProcessState.UNINTERRUPTIBLE)
                                .unread(began)
                                .tcp(Made.calm(now, began))
                                .build()),
                healthy(
                        "stopped monitor, in use",
                        (n, began, now) -> connection(n, began)
                                .monitor(ProcessState.STOPPED)
                                .moved(last(began, now, SECONDS_20))
                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                        .typed(last(began, now, SECONDS_20))
                                        .build())
                                .build()),
                noticed(
                        "stopped-leader",
                        "stopped leader",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.command(20_000 + n, "rsync", ProcessState.STOPPED, began)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                noticed(
                        "stopped-leader",
                        "stopped foreground",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.shell(20_000 + n, 1000, began)
                                                        .foreground("vim", 1000, ProcessState.STOPPED)
                                                        .build()),
                                        began,
                                        now)
                                .build()),
                healthy(
                        "uninterruptible leader",
                        (n, began, now) -> answering(
                                        connection(n, began)
                                                .sessions(Ran.command(
                                                                20_000 + n, "cp", ProcessState.UNINTERRUPTIBLE, began)
                                                        .build()),
                                        began,
                                        now)
                                .build()));
    }

    /// Found after 43 minutes; doubted again 15 minutes after the last question; ended by the kernel's own keepalive
    /// two hours and eleven minutes after the last word.
    private static Kind vanished(String name, Draft draft) {
        Duration kernel = Duration.ofMinutes(131);
        return new Kind(
                name,
                Optional.of("vanished-peer"),
                Set.of(),
                (n, began, now) -> Duration.between(began, now).compareTo(kernel) > 0
                        ? Optional.empty()
                        : Optional.of(Peers.unanswering(draft.of(n, began, now), began, now)
                                .build()));
    }

    @FunctionalInterface
    private interface Draft {
        Made of(int number, Instant began, Instant now);
    }

    private static Connection shell(int number, Instant began, Instant used, Instant now) {
        Made made = connection(number, began)
                .moved(used)
                .sessions(Ran.shell(20_000 + number, 1000, began)
                        .typed(used)
                        .wrote(used)
                        .cpu(used)
                        .build());
        return answering(made, used, now).build();
    }

    private static Connection foreground(int number, String command, Instant began, Instant now) {
        Made made = connection(number, began)
                .sessions(Ran.shell(20_000 + number, 1000, began)
                        .foreground(command, 1000, ProcessState.SLEEPING)
                        .build());
        return answering(made, began, now).build();
    }

    /// Every two hours the peer is away for a while, at the end of which everything is as before.
    private static Connection passing(int number, Instant began, Instant now, Duration away, boolean output) {
        Instant left = last(began, now, Duration.ofHours(2));
        if (Duration.between(left, now).compareTo(away) >= 0) {
            return shell(number, began, last(left.plus(away), now, SECONDS_20), now);
        }
        Made made = connection(number, began)
                .moved(left)
                .sessions(Ran.shell(20_000 + number, 1000, began)
                        .typed(left)
                        .cpu(output ? now : left)
                        .build());
        return output
                ? made.tcp(Peers.cut(left, now)).build()
                : Peers.unanswering(made, left, now).build();
    }

    private static Forward tcp(int number, int port, Instant moved) {
        return new Forward.Tcp(
                new SocketCookie(90_000 + number),
                new Endpoint("127.0.0.1", port),
                new Endpoint("127.0.0.1", 50_000 + number),
                moved);
    }

    private static Forward agent() {
        return new Forward.Local(Forward.Purpose.AGENT, "/tmp/ssh-XXXXabcdef/agent.812");
    }

    private static TcpHealth left(TcpHealth tcp) {
        return new TcpHealth(
                TcpState.CLOSE_WAIT,
                tcp.timer(),
                tcp.retransmits(),
                tcp.probes(),
                tcp.backoff(),
                tcp.unacked(),
                tcp.receiveQueue(),
                tcp.sendQueue(),
                tcp.sendWindow(),
                tcp.lastHeard(),
                tcp.lastDataReceived(),
                tcp.lastDataSent(),
                tcp.bytesReceived(),
                tcp.bytesSent());
    }
}
