package io.hangup.agent;

import io.hangup.agent.probe.DiagSockets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// What systemd hands to a service that a socket started: descriptors from 3 on, their count and their names.
/// Source: sd_listen_fds(3).
final class Inherited {
    /// The name of netlink sockets for sock_diag(7).
    private static final String DIAG = "sock-diag";

    private static final int SEVERING = 2;
    private static final int FIRST = 3;
    private static final int MOST = 16;

    /// The process that opened all of it, and its network: systemd.
    private static final int INIT = 1;

    private final List<String> names;

    private Inherited(List<String> names) {
        this.names = names;
    }

    /// @param environment of this process
    /// @param pid of this process; what is meant for another is not taken
    static Inherited from(Map<String, String> environment, long pid) {
        boolean ours = Long.toString(pid).equals(environment.get("LISTEN_PID"));
        String count = environment.getOrDefault("LISTEN_FDS", "");
        if (!ours || !count.matches("[0-9]{1,2}") || Integer.parseInt(count) > MOST) {
            return new Inherited(List.of());
        }
        String[] told = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(count); i++) {
            names.add(i < told.length ? told[i] : "");
        }
        return new Inherited(names);
    }

    static Inherited ofThisProcess() {
        return from(System.getenv(), ProcessHandle.current().pid());
    }

    /// What the kernel is to be asked for sockets by: systemd opened them.
    DiagSockets diag() {
        return new DiagSockets(named(DIAG), INIT);
    }

    /// What a connection's socket is to be destroyed by: the third, so that its answers are nobody else's. Empty where
    /// there are but two, as units of an older package give.
    OptionalInt severing() {
        List<Integer> all = named(DIAG);
        return all.size() > SEVERING ? OptionalInt.of(all.get(SEVERING)) : OptionalInt.empty();
    }

    /// The descriptors of that name, in their order.
    List<Integer> named(String name) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(FIRST + i);
            }
        }
        return all;
    }
}
