package io.hangup.agent.census;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// A host made by hand, as the probe would describe it.
final class Scene {
    static final Instant BOOT = Instant.parse("2026-03-01T00:00:00Z");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final int SSHD_ACCOUNT = 102;
    static final int ALICE = 1_000;
    static final long NO_LOGIN = ServerFact.UNSET;

    final Map<Integer, ServerFact> servers = new HashMap<>();
    final Map<Integer, ProcessFact> others = new HashMap<>();
    final Map<Integer, List<Integer>> children = new HashMap<>();
    final Map<Long, List<Integer>> holders = new HashMap<>();
    final Map<Integer, Long> activity = new HashMap<>();
    final Map<Integer, TerminalFact> terminals = new HashMap<>();
    final Map<Long, Long> pairs = new HashMap<>();
    final Map<Long, List<HostProcess>> pipeWriters = new HashMap<>();
    final Map<Integer, Long> serverIo = new HashMap<>();
    final Map<Integer, Long> sessionIo = new HashMap<>();
    final Map<Integer, WaitFact> waits = new HashMap<>();
    final Map<Long, UnixFact> unix = new HashMap<>();
    final List<SocketFact> listening = new ArrayList<>();
    final List<SocketFact> connected = new ArrayList<>();
    final List<Blindspot> blindspots = new ArrayList<>();

    Facts at(Instant at) {
        return new Facts(
                at,
                BOOT,
                listening,
                connected,
                servers,
                others,
                children,
                holders,
                activity,
                terminals,
                pairs,
                pipeWriters,
                new Depth(serverIo, sessionIo, waits, unix, true),
                Map.of(ALICE, "alice", 0, "root"),
                OptionalInt.of(SSHD_ACCOUNT),
                blindspots);
    }

    HostView look(Census census, Instant at) {
        return census.look(at(at), Doors.among(listening, connected, servers, holders));
    }

    /// A listening socket of `pid`.
    Scene listens(int pid, String address, int port) {
        long inode = 900_000L + port + address.length();
        listening.add(socket(inode, address, port, "0.0.0.0", 0, TcpState.LISTEN, 0));
        hold(pid, inode);
        return this;
    }

    /// So many connections wait to be accepted at each listening socket.
    Scene queues(long waiting) {
        listening.replaceAll(s -> new SocketFact(
                s.cookie(),
                s.local(),
                s.peer(),
                s.inode(),
                s.cgroup(),
                s.state(),
                s.timer(),
                s.retransmits(),
                s.probes(),
                s.backoff(),
                s.unacked(),
                waiting,
                s.sendQueue(),
                s.sendWindow(),
                s.heardMillis(),
                s.dataReceivedMillis(),
                s.dataSentMillis(),
                s.bytesReceived(),
                s.bytesSent(),
                s.bytesAcked(),
                s.dataSegmentsIn(),
                s.dataSegmentsOut()));
        return this;
    }

    /// A connection from 10.0.0.9:`inode` to port 22 of this host.
    Scene connects(long inode) {
        return connects(inode, 22);
    }

    Scene connects(long inode, int port) {
        connected.add(socket(inode, "10.0.0.1", port, "10.0.0.9", (int) inode, TcpState.ESTABLISHED, 1_000));
        return this;
    }

    /// Bytes arrived on that connection, and `heardMillis` have passed since the peer's last acknowledgement.
    Scene moves(long inode, long bytesReceived) {
        connected.replaceAll(s -> s.inode() != inode
                ? s
                : socket(
                        inode,
                        s.local().address(),
                        s.local().port(),
                        s.peer().address(),
                        s.peer().port(),
                        s.state(),
                        bytesReceived));
        return this;
    }

    Server server(int pid, int parent, String executable) {
        return new Server(pid, parent, executable);
    }

    /// A process that is no SSH server.
    Scene process(int pid, int parent, int uid, String command, int tty, int foreground, long cpuTicks) {
        if (others.put(pid, fact(pid, parent, uid, command, tty, foreground, cpuTicks)) == null) {
            children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(pid);
        }
        return this;
    }

    Scene shell(int pid, int parent, int uid) {
        terminals.put(pid, new TerminalFact.Seen("pts/" + pid, NOON.minusSeconds(60), NOON.minusSeconds(50)));
        return process(pid, parent, uid, "bash", 34_816 + pid, pid, 3);
    }

    static ProcessFact fact(int pid, int parent, int uid, String command, int tty, int foreground, long cpu) {
        HostProcess process = new HostProcess(new ProcessStamp(pid, pid * 100L), uid, command, ProcessState.SLEEPING);
        return new ProcessFact(process, parent, pid, tty, foreground, cpu);
    }

    static SocketFact socket(
            long inode, String address, int port, String peer, int peerPort, TcpState state, long bytesReceived) {
        return new SocketFact(
                new SocketCookie(inode * 7),
                new Endpoint(address, port),
                new Endpoint(peer, peerPort),
                inode,
                0,
                state,
                TcpTimer.NONE,
                0,
                0,
                0,
                0,
                state == TcpState.LISTEN ? 2 : 0,
                state == TcpState.LISTEN ? 128 : 0,
                65_000,
                1_000,
                1_000,
                1_000,
                bytesReceived,
                2_000,
                2_000,
                10,
                10);
    }

    /// The same server, whose process is like this now.
    static ServerFact running(ServerFact server, HostProcess process) {
        ProcessFact before = server.process();
        return new ServerFact(
                new ProcessFact(
                        process,
                        before.parent(),
                        before.posixSession(),
                        before.tty(),
                        before.foreground(),
                        before.cpuTicks()),
                server.executable(),
                server.implementation(),
                server.auditSession(),
                server.loginUid(),
                server.seen(),
                server.cgroup(),
                server.sockets(),
                server.pipes());
    }

    private void hold(int pid, long inode) {
        holders.computeIfAbsent(inode, _ -> new ArrayList<>()).add(pid);
        servers.computeIfPresent(pid, (_, s) -> {
            List<Long> sockets = new ArrayList<>(s.sockets());
            sockets.add(inode);
            return new ServerFact(
                    s.process(),
                    s.executable(),
                    s.implementation(),
                    s.auditSession(),
                    s.loginUid(),
                    s.seen(),
                    s.cgroup(),
                    Set.copyOf(sockets),
                    s.pipes());
        });
    }

    /// A server process under construction.
    final class Server {
        private final int pid;
        private final int parent;
        private final String executable;
        private final List<PipeEnd> pipes = new ArrayList<>();
        private int uid;
        private long audit = NO_LOGIN;
        private long login = NO_LOGIN;
        private boolean seen = true;
        private long cgroup;

        private Server(int pid, int parent, String executable) {
            this.pid = pid;
            this.parent = parent;
            this.executable = executable;
        }

        Server uid(int value) {
            uid = value;
            return this;
        }

        Server audit(long session, long loginUid) {
            audit = session;
            login = loginUid;
            return this;
        }

        Server reads(long pipe) {
            pipes.add(new PipeEnd(pipe, 10 + pipes.size(), false));
            return this;
        }

        Server writes(long pipe) {
            pipes.add(new PipeEnd(pipe, 10 + pipes.size(), true));
            return this;
        }

        Server pipe(PipeEnd end) {
            pipes.add(end);
            return this;
        }

        /// Its descriptors may not be read.
        Server unseenIn(long itsCgroup) {
            seen = false;
            cgroup = itsCgroup;
            return this;
        }

        Scene holding(long... sockets) {
            Implementation implementation =
                    executable.equals("dropbear") ? Implementation.DROPBEAR : Implementation.OPENSSH;
            servers.put(
                    pid,
                    new ServerFact(
                            fact(pid, parent, uid, executable, 0, -1, 5),
                            executable,
                            implementation,
                            audit,
                            login,
                            seen,
                            cgroup,
                            Set.of(),
                            pipes));
            children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(pid);
            for (long inode : sockets) {
                hold(pid, inode);
            }
            return Scene.this;
        }
    }
}
