package io.hangup.agent.probe;

import java.util.List;
import java.util.OptionalInt;

/// Netlink sockets for sock_diag(7), two of them. They answer for the network namespace that they were opened in,
/// whoever uses them: so a process without any network can see the host's connections by two that it was given.
///
/// @param given descriptors that this process was started with; those that are missing are opened here, and what is
///     beyond two is for others
/// @param opener a process in the network of those that are given
public record DiagSockets(List<Integer> given, int opener) {
    /// For a process in the host's own network namespace.
    public static final DiagSockets OPENED_HERE = new DiagSockets(List.of(), 0);

    public DiagSockets {
        given = List.copyOf(given);
    }

    OptionalInt dumping() {
        return number(0);
    }

    OptionalInt single() {
        return number(1);
    }

    /// The process whose network they show.
    ///
    /// @param self this process
    int network(int self) {
        return given.isEmpty() ? self : opener;
    }

    private OptionalInt number(int place) {
        return place < given.size() ? OptionalInt.of(given.get(place)) : OptionalInt.empty();
    }
}
