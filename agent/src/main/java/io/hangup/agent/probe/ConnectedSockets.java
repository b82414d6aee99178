package io.hangup.agent.probe;

import io.hangup.agent.census.SocketFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The TCP sockets past the handshake at each look, by the cheaper of two ways.
///
/// A pass over the kernel's table costs much even for ten sockets, for the table is as large as the memory lets it be.
/// So where no connection began since, the few that were found last are asked for one by one.
///
/// A connection that comes in is counted before it is in the table (`tcp_v4_syn_recv_sock` in `net/ipv4/tcp_ipv4.c`),
/// so a pass may come between the two. Therefore the count must have stood still for two looks, and after a new one two
/// passes follow. What gets past the handshake uncounted is found with the next pass on all ports: what CRIU restores,
/// and what TCP Fast Open let in long before, counted then.
final class ConnectedSockets {
    /// Well below the number from which on a pass is cheaper: some 70.
    static final int FEW = 40;

    private final SockDiag all;
    private final SingleSockets single;
    private final Optional<Births> births;

    /// Of the last read, with the ports that it was about; null before, and where it failed.
    private @Nullable Found last;

    private OptionalLong counted = OptionalLong.empty();
    private boolean stands;
    private long passes;

    private record Found(Set<Integer> ports, List<SocketFact> sockets) {
        boolean covers(Set<Integer> asked) {
            return !asked.isEmpty() && (ports.isEmpty() || ports.containsAll(asked));
        }
    }

    /// @param births in the network namespace that is asked; empty where they can't be known
    ConnectedSockets(SockDiag all, SingleSockets single, Optional<Births> births) {
        this.all = all;
        this.single = single;
        this.births = births;
    }

    /// Adds every TCP socket past the handshake with one of these local ports.
    ///
    /// @param ports none means all, in one pass
    /// @return whether the kernel told; why not, says the one that was given
    boolean read(Set<Integer> ports, List<SocketFact> into) {
        boolean calm = calm(!ports.isEmpty());
        List<SocketFact> found = calm ? again(ports) : null;
        if (found == null) {
            passes++;
            found = new ArrayList<>();
            if (!all.connected(ports, found)) {
                last = null;
                return false;
            }
        }
        last = new Found(Set.copyOf(ports), found);
        into.addAll(found);
        return true;
    }

    /// How many reads went over the whole table.
    long passes() {
        return passes;
    }

    /// @param look whether a look begins with this read: a second one of the same look tells nothing of time gone by
    private boolean calm(boolean look) {
        OptionalLong now = births.map(Births::count).orElse(OptionalLong.empty());
        boolean same = now.isPresent() && now.equals(counted);
        boolean calm = same && stands;
        stands = same && (stands || look);
        counted = now;
        return calm;
    }

    /// The sockets found last, as they are now; null when one of them is not as it was: the table tells then.
    private @Nullable List<SocketFact> again(Set<Integer> ports) {
        Found known = last;
        if (known == null || !known.covers(ports)) {
            return null;
        }
        List<SocketFact> then = new ArrayList<>(FEW);
        for (SocketFact socket : known.sockets()) {
            if (ports.contains(socket.local().port())) {
                then.add(socket);
            }
        }
        List<SocketFact> now = then.size() > FEW ? null : single.tcp(then);
        for (int i = 0; now != null && i < now.size(); i++) {
            if (now.get(i).state() != then.get(i).state()) {
                return null;
            }
        }
        return now;
    }
}
