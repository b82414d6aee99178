package io.hangup.agent.census;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.Forward;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Implementation;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// One connection over several looks.
final class Tracked {
    /// So often in a row a reading is spared; then it is made all the same.
    private static final int MOST_SPARED = 9;

    /// Where nothing new was found for so long, most readings leave the servers out.
    private static final Duration STILL = Duration.ofMinutes(5);

    /// So many readings in a row; the next one has them.
    private static final int MOST_LEFT_OUT = 3;

    private final Sessions sessions = new Sessions();
    private final Payload payload = new Payload();
    private final Unread unread = new Unread();
    private final Forwards forwards = new Forwards();
    private @Nullable Connection connection;
    private long bytes = -1;
    private boolean moved = true;
    private long seenAt;
    private Instant readAt = Instant.MIN;
    private Instant due = Instant.MIN;
    private Attention planned = Attention.READ;
    private @Nullable Basis basis;
    private boolean heeded;
    private int spared;

    /// When a look found anything new.
    private Instant stirred = Instant.MAX;

    private boolean withoutServers;
    private int leftOut;

    /// When all terminals' times were those that stay; null since the terminals were read.
    private @Nullable Instant ripe;

    /// @param look the number of the look at which it was found
    Tracked(long look) {
        seenAt = look;
    }

    /// Whether this look comes upon it for the first time: a table that changes while it is read tells rows twice.
    boolean isFirst(long look) {
        boolean first = seenAt != look;
        seenAt = look;
        return first;
    }

    /// Whether it was there at this look.
    boolean isOf(long look) {
        return seenAt == look;
    }

    /// How closely its processes must be looked at now. Nothing can open or end unheard: a new channel and its answer
    /// move bytes, so a connection rests when none moved since the look before last.
    Attention attend(SocketFact socket, Instant now) {
        Connection last = connection;
        boolean closely = last == null || last.phase() != Phase.AUTHENTICATED || !socket.calm() || isDue(now);
        planned = closely ? Attention.READ : moved || bytes != traffic(socket) ? Attention.GLANCE : Attention.REST;
        if (planned == Attention.READ) {
            withoutServers = leftOut < MOST_LEFT_OUT && !heeded && settled() && isStill(socket, now);
            leftOut = withoutServers ? leftOut + 1 : 0;
        }
        return planned;
    }

    /// Whether the reading that comes leaves the servers out: while no byte moves they do nothing, and what ends them
    /// is heard of. What runs in the sessions is read all the same.
    boolean withoutServers() {
        return withoutServers && planned == Attention.READ;
    }

    // A clock that was set back is waited for.
    private boolean isStill(SocketFact socket, Instant now) {
        return socket.calm()
                && bytes == traffic(socket)
                && stirred.isBefore(now)
                && Duration.between(stirred, now).compareTo(STILL) >= 0;
    }

    /// A job can begin by itself: the next look must not take it for granted that nothing did.
    void heed() {
        due = Instant.MIN;
        basis = null;
        heeded = true;
    }

    /// Whether the look that comes must take nothing of it for granted.
    boolean heeded() {
        return heeded;
    }

    // A clock that was set back would put it off for as long.
    private boolean isDue(Instant now) {
        return !now.isBefore(due) || now.isBefore(readAt);
    }

    void look(SocketFact socket, Wiring wiring, Doors doors, Duration rest) {
        Facts facts = wiring.facts();
        boolean before = moved;
        heeded = false;
        moved = bytes != traffic(socket);
        bytes = traffic(socket);
        Connection last = connection;
        TcpHealth tcp = TcpReading.of(socket, facts.at(), last == null ? null : last.tcp());
        Connection now = last != null && (planned == Attention.REST || (!before && stands(last, tcp, socket, facts)))
                ? resting(last, tcp, socket, wiring)
                : read(socket, tcp, wiring, doors);
        if (justEmptied(last, now)) {
            due = Instant.MIN;
        } else if (planned == Attention.READ) {
            readAt = facts.at();
            due = next(socket, facts.at(), rest);
        }
        if (!Objects.equals(now, last)) {
            connection = now;
            stirred = facts.at();
        }
    }

    /// As of the last look.
    Connection connection() {
        return Objects.requireNonNull(connection, "it was never looked at");
    }

    /// Whether bytes that the server moved since the last look are worth asking for.
    boolean moved(SocketFact socket) {
        return !payload.based() || bytes != traffic(socket);
    }

    // A connection that has no session, and had none to be seen before, is worth a search for who holds it.
    private static boolean justEmptied(@Nullable Connection last, Connection now) {
        return now.phase() == Phase.AUTHENTICATED
                && now.sessions().isEmpty()
                && (last == null
                        || last.phase() != Phase.AUTHENTICATED
                        || !last.sessions().isEmpty());
    }

    /// Whether it carries more forwards than are told.
    boolean truncated() {
        return forwards.truncated();
    }

    boolean settled() {
        return connection != null && connection.phase() == Phase.AUTHENTICATED;
    }

    Optional<Connection> last() {
        return Optional.ofNullable(connection);
    }

    // Connections that were found at one look shall not all be due at one look: each has its own moment in a rest. The
    // look that comes upon it is a little late, so the rest is cut short by that.
    private static Instant next(SocketFact socket, Instant at, Duration rest) {
        long round = Math.max(1, rest.toMillis() * 63 / 64);
        long own = round * (socket.cookie().hashCode() & 63) / 64;
        return at.plusMillis(round - Math.floorMod(at.toEpochMilli() - own, round));
    }

    private static long traffic(SocketFact socket) {
        return socket.bytesReceived() + socket.bytesSent();
    }

    // Whether what was read for this look is what was read before, so that its sessions are as they were but for the
    // times of their terminals.
    private boolean stands(Connection last, TcpHealth tcp, SocketFact socket, Facts facts) {
        Basis known = basis;
        boolean same = planned == Attention.READ
                && spared < MOST_SPARED
                && known != null
                && tcp.equals(last.tcp())
                && socket.calm()
                && last.unreadSince().isEmpty()
                && !last.sessions().isEmpty()
                && last.forwards().isEmpty()
                && payload.based()
                && known.stands(socket.inode(), facts)
                && sessions.stand(known.shape().leaders(), facts);
        spared = same ? spared + 1 : 0;
        ripe = same ? null : ripe;
        return same;
    }

    private Connection resting(Connection last, TcpHealth tcp, SocketFact socket, Wiring wiring) {
        List<SshSession> rested = rested(last.sessions(), wiring.facts());
        List<Forward> carried = wiring.facts().depth().everything()
                ? forwards.look(socket, met(last.monitor(), wiring), met(last.server(), wiring), wiring)
                : last.forwards();
        return Objects.equals(tcp, last.tcp())
                        && Objects.equals(rested, last.sessions())
                        && Objects.equals(carried, last.forwards())
                ? last
                : last.later(tcp, rested, carried);
    }

    private List<SshSession> rested(List<SshSession> before, Facts facts) {
        Instant since = ripe;
        if (since != null && !facts.at().isBefore(since)) {
            return before;
        }
        List<SshSession> rested = Sessions.rest(before, facts);
        ripe = Sessions.ripe(rested, facts.at()) ? facts.at() : null;
        return rested;
    }

    private static Optional<ServerFact> met(Optional<HostProcess> process, Wiring wiring) {
        return process.map(one -> wiring.facts().servers().get(one.pid()));
    }

    private Connection read(SocketFact socket, TcpHealth tcp, Wiring wiring, Doors doors) {
        Facts facts = wiring.facts();
        Connection last = connection;
        ripe = null;
        Shape shape = Shape.of(socket.inode(), doors, facts);
        // Nothing unlearns that somebody was let in.
        Phase phase = last != null && last.phase() == Phase.AUTHENTICATED
                ? Phase.AUTHENTICATED
                : new Progress(doors, facts).of(shape);
        boolean in = phase == Phase.AUTHENTICATED;
        basis = in ? Basis.of(shape, socket.inode(), facts) : null;
        Optional<ServerFact> first = shape.monitor().or(shape::child);
        Optional<ServerFact> serving = shape.serving();
        Optional<Instant> moved =
                in ? Optional.of(payload.look(socket, io(serving, facts), facts.at())) : Optional.empty();
        List<SshSession> carried = in ? sessions.read(shape.leaders(), moved, facts) : List.of();
        return new Connection(
                socket.cookie(),
                socket.local(),
                socket.peer(),
                implementation(first, socket, doors, last),
                phase,
                in ? Login.user(shape, facts).or(() -> user(last)) : Optional.empty(),
                first.map(server -> facts.startOf(server.process())).orElse(last == null ? facts.at() : last.since()),
                shape.monitor().map(Tracked::process),
                shape.child().map(Tracked::process),
                in ? audit(first) : OptionalLong.empty(),
                tcp,
                carried,
                in && carried.isEmpty() ? Holders.of(shape, facts) : List.of(),
                moved,
                in ? forwards.look(socket, shape.monitor(), serving, wiring) : List.of(),
                unread.look(socket, cpu(serving), facts.at()),
                last == null ? Optional.empty() : last.probe());
    }

    private static OptionalLong io(Optional<ServerFact> serving, Facts facts) {
        return serving.map(server -> facts.depth().serverIo().get(server.pid()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong cpu(Optional<ServerFact> serving) {
        return serving.map(server -> OptionalLong.of(server.process().cpuTicks()))
                .orElse(OptionalLong.empty());
    }

    private static HostProcess process(ServerFact server) {
        return server.process().process();
    }

    private static Optional<Account> user(@Nullable Connection last) {
        return last == null ? Optional.empty() : last.user();
    }

    private static Implementation implementation(
            Optional<ServerFact> first, SocketFact socket, Doors doors, @Nullable Connection last) {
        return first.or(() -> doors.of(socket.local()).map(Doors.Door::process))
                .map(ServerFact::implementation)
                .orElse(last == null ? Implementation.UNKNOWN : last.implementation());
    }

    private static OptionalLong audit(Optional<ServerFact> first) {
        return first.map(ServerFact::auditSession)
                .filter(session -> session != ServerFact.UNSET)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
