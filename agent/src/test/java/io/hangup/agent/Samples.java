package io.hangup.agent;

import io.hangup.agent.census.HostView;
import io.hangup.agent.journal.Uptime;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Policy;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/// One host at noon: a listener and one login of alice's, quiet since eleven.
public final class Samples {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final Instant ELEVEN = NOON.minusSeconds(3_600);
    public static final HostId HOST = new HostId("web-1");
    public static final BootId BOOT = new BootId("0a1b2c3d-0000-4000-8000-000000000001");
    public static final HostFacts FACTS = new HostFacts("Debian", "6.1", NOON.minusSeconds(86_400), "0.1");
    public static final HostProcess LISTENER = process(700, 100, 0, "sshd", ProcessState.SLEEPING);
    public static final HostProcess MONITOR = process(800, 8_000, 0, "sshd", ProcessState.SLEEPING);
    public static final HostProcess CHILD = process(801, 8_010, 1_000, "sshd", ProcessState.SLEEPING);
    public static final HostProcess SHELL = process(802, 8_020, 1_000, "bash", ProcessState.SLEEPING);
    public static final SocketCookie COOKIE = new SocketCookie(0x2a);
    public static final Endpoint LOCAL = new Endpoint("10.0.0.1", 22);
    public static final Endpoint PEER = new Endpoint("10.0.0.2", 50_000);
    public static final Terminal.Pty PTY = new Terminal.Pty("pts/3", ELEVEN, ELEVEN);

    public static final Law LAW = new Law.InForce(Policy.BUILT_IN, "the built-in policy", Optional.empty());

    private Samples() {}

    /// A kernel that came up with the host of [#FACTS], as the clock of a test says.
    public static Uptime uptime(Supplier<Duration> now) {
        return uptime(BOOT::value, now);
    }

    public static Uptime uptime(Supplier<String> boot, Supplier<Duration> now) {
        return new Uptime() {
            @Override
            public String boot() {
                return boot.get();
            }

            @Override
            public Duration now() {
                return now.get();
            }
        };
    }

    public static HostProcess process(int pid, long ticks, int uid, String command, ProcessState state) {
        return new HostProcess(new ProcessStamp(pid, ticks), uid, command, state);
    }

    public static HostProcess in(ProcessState state, HostProcess process) {
        return new HostProcess(process.stamp(), process.uid(), process.command(), state);
    }

    public static TcpHealth tcp(TcpTimer timer, int retransmits, Instant data) {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                timer,
                retransmits,
                0,
                retransmits,
                retransmits,
                0,
                0,
                65_535,
                data,
                data,
                data,
                1_000,
                2_000);
    }

    public static Connection connection(
            Optional<HostProcess> monitor, Optional<HostProcess> child, TcpHealth tcp, Terminal terminal) {
        return new Connection(
                COOKIE,
                LOCAL,
                PEER,
                Implementation.OPENSSH,
                Phase.AUTHENTICATED,
                Optional.of(new Account(1_000, "alice")),
                ELEVEN,
                monitor,
                child,
                OptionalLong.of(7),
                tcp,
                List.of(new SshSession(SHELL, terminal, Optional.of(SHELL), ELEVEN, ELEVEN)),
                List.of());
    }

    public static Connection connection() {
        return connection(Optional.of(MONITOR), Optional.of(CHILD), tcp(TcpTimer.KEEPALIVE, 0, ELEVEN), PTY);
    }

    public static HostView view(Connection... connections) {
        return new HostView(List.of(listener(0)), List.of(connections), List.of());
    }

    public static Listener listener(int queue) {
        return new Listener(new Endpoint("0.0.0.0", 22), LISTENER, Implementation.OPENSSH, queue, 128, 0);
    }

    public static Command command(String id) {
        return command(id, new CommandTarget.OneConnection(COOKIE, LOCAL, PEER, CHILD.stamp(), 1_000), 5);
    }

    public static Command command(String id, CommandTarget target, long epoch) {
        return command(id, Action.DROP, target, epoch);
    }

    public static Command command(String id, Action action, CommandTarget target, long epoch) {
        return new Command(
                new CommandId(id),
                HOST,
                BOOT,
                epoch,
                action,
                target,
                new Guard(ELEVEN),
                "a test",
                NOON,
                NOON.plusSeconds(60));
    }
}
