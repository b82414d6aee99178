package io.hangup.controller.kind;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A connection in the making: alice's, authenticated, healthy, without sessions, until a test says otherwise.
public final class Made {
    private final int number;
    private final Instant since;
    private Implementation implementation = Implementation.OPENSSH;
    private Phase phase = Phase.AUTHENTICATED;
    private int uid = 1000;
    private ProcessState monitor = ProcessState.SLEEPING;
    private ProcessState child = ProcessState.SLEEPING;
    private TcpHealth tcp;
    private List<SshSession> sessions = List.of();
    private List<HostProcess> holders = List.of();
    private Optional<Instant> payload;
    private List<Forward> forwards = List.of();
    private Optional<Instant> unread = Optional.empty();
    private Optional<PeerProbe> probe = Optional.empty();

    private Made(int number, Instant since) {
        this.number = number;
        this.since = since;
        this.tcp = calm(since, since);
        this.payload = Optional.of(since);
    }

    /// @param since when it came, and when anything last happened on it
    public static Made connection(int number, Instant since) {
        return new Made(number, since);
    }

    public Made of(Implementation whose) {
        implementation = whose;
        return this;
    }

    public Made preAuth() {
        phase = Phase.PRE_AUTH;
        return this;
    }

    public Made root() {
        return uid(0);
    }

    public Made uid(int whose) {
        uid = whose;
        return this;
    }

    public Made monitor(ProcessState state) {
        monitor = state;
        return this;
    }

    public Made server(ProcessState state) {
        child = state;
        return this;
    }

    public Made tcp(TcpHealth health) {
        tcp = health;
        return this;
    }

    /// Data moved then and nothing since; the peer acknowledged last then too.
    public Made moved(Instant at) {
        tcp = calm(at, at);
        payload = Optional.of(at);
        return this;
    }

    public Made heard(Instant at) {
        tcp = calm(at, tcp.lastDataReceived());
        return this;
    }

    public Made payload(Optional<Instant> last) {
        payload = last;
        return this;
    }

    public Made sessions(SshSession... all) {
        sessions = List.of(all);
        return this;
    }

    public Made holder(String command) {
        holders = List.of(process(30_000 + number, uid, command, ProcessState.SLEEPING));
        return this;
    }

    public Made forwards(Forward... all) {
        forwards = List.of(all);
        return this;
    }

    public Made unread(Instant at) {
        unread = Optional.of(at);
        return this;
    }

    public Made probe(PeerProbe.Answer answer, Instant first, Instant last, int count) {
        probe = Optional.of(new PeerProbe(answer, first, last, count));
        return this;
    }

    public Connection build() {
        boolean in = phase == Phase.AUTHENTICATED;
        return new Connection(
                new SocketCookie(number),
                new Endpoint("10.0.0.1", 22),
                new Endpoint("10.0.0.9", 40_000 + number),
                implementation,
                phase,
                in ? Optional.of(new Account(uid, uid == 0 ? "root" : "alice")) : Optional.empty(),
                since,
                Optional.of(process(10_000 + number, 0, "sshd", monitor)),
                in ? Optional.of(process(15_000 + number, uid, "sshd", child)) : Optional.empty(),
                in ? OptionalLong.of(number) : OptionalLong.empty(),
                tcp,
                sessions,
                holders,
                payload,
                forwards,
                unread,
                probe);
    }

    static HostProcess process(int pid, int uid, String command, ProcessState state) {
        return new HostProcess(new ProcessStamp(pid, 77), uid, command, state);
    }

    /// A healthy socket: nothing in flight, nothing unread.
    static TcpHealth calm(Instant heard, Instant data) {
        return tcp(TcpTimer.KEEPALIVE, 0, 0, 0, 65_536, heard, data, data);
    }

    /// @param tries retransmits in a row, and doublings
    static TcpHealth tcp(
            TcpTimer timer,
            int tries,
            int probes,
            long unsent,
            long window,
            Instant heard,
            Instant received,
            Instant sent) {
        return new TcpHealth(
                TcpState.ESTABLISHED,
                timer,
                tries,
                probes,
                tries + probes,
                timer == TcpTimer.RETRANSMIT ? 3 : 0,
                0,
                unsent,
                window,
                heard,
                received,
                sent,
                9_000,
                9_000);
    }
}
