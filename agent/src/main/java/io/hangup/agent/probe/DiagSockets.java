package io.hangup.agent.probe;

import java.util.List;
import java.util.OptionalInt;

/// Netlink sockets for sock_diag(7), two of them. They answer for the network namespace that they were opened in,
/// whoever uses them: so a process without any network can see the host's connections by two that it was given.
///
/// @param given descriptors that this process was started with; those that are missing are opened here, and what is
///     beyond two is for others
public record DiagSockets(List<Integer> given) {
    private static final int INIT = 1;

    /// For a process in the host's own network namespace.
    public static final DiagSockets OPENED_HERE = new DiagSockets(List.of());

    public DiagSockets {
        given = List.copyOf(given);
    }

    OptionalInt dumping() {
        return number(0);
    }

    OptionalInt single() {
        return number(1);
    }

    /// Whether they show this process's own network.
    boolean here() {
        return given.isEmpty();
    }

    /// The process whose network they show: systemd's, which opened those that are given.
    ///
    /// @param self this process
    int network(int self) {
        return here() ? self : INIT;
    }

    private OptionalInt number(int place) {
        return place < given.size() ? OptionalInt.of(given.get(place)) : OptionalInt.empty();
    }
}
