package io.hangup.trials.kinds;

import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.Terminal;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What a host keeps of one connection beside its processes: PAM's session, utmp and wtmp, logind's session.
/// Read before it ends, and again after.
///
/// @param monitor the process that opened PAM's session
/// @param terminals of its sessions
/// @param login logind's session; empty where there is none
/// @param opened whether PAM opened a session for it
record Records(Host host, Endpoint peer, int monitor, List<String> terminals, Optional<String> login, boolean opened) {
    private static final Duration TO_SETTLE = Duration.ofSeconds(15);

    /// @param rows of the one connection
    static Optional<Records> of(Host host, List<SessionRow> rows) {
        Endpoint peer = rows.getFirst().peer();
        return seat(host, peer).servers().stream()
                .findFirst()
                .map(monitor -> new Records(
                        host,
                        peer,
                        monitor,
                        rows.stream()
                                .map(SessionRow::terminal)
                                .flatMap(t -> t instanceof Terminal.Pty pty ? Stream.of(pty.device()) : Stream.empty())
                                .toList(),
                        login(host, monitor),
                        journal(host, monitor).contains("session opened")));
    }

    private static Seat seat(Host host, Endpoint peer) {
        return new Seat(host, peer.address() + ":" + peer.port());
    }

    private static Optional<String> login(Host host, int leader) {
        return said(host, "loginctl list-sessions --no-legend")
                .lines()
                .map(line -> line.strip().split("\\s+", 2)[0])
                .filter(id -> show(host, id, "Leader").equals(Integer.toString(leader)))
                .findFirst();
    }

    private static String show(Host host, String session, String property) {
        return said(host, "loginctl show-session --value -p " + property + " " + session + " 2>/dev/null")
                .strip();
    }

    private static String journal(Host host, int pid) {
        return said(host, "journalctl -q --no-pager -o cat _PID=" + pid);
    }

    private static String said(Host host, String script) {
        return host.command("sh", "-c", script).run().out();
    }

    /// What there was to be closed, in short.
    String kept() {
        String wtmp = said(host, "command -v last").isBlank() ? "" : " utmp wtmp";
        return ((opened ? "PAM " : "") + (login.isPresent() ? "logind" : "") + (terminals.isEmpty() ? "" : wtmp))
                .strip();
    }

    /// What is not as it should be now that the connection has ended; nothing when all is clean.
    List<String> faults() {
        var last = new AtomicReference<List<String>>(List.of());
        Patience.within(TO_SETTLE, () -> {
            last.set(look());
            return last.get().isEmpty();
        });
        return last.get();
    }

    private List<String> look() {
        List<String> faults = new ArrayList<>();
        if (!seat(host, peer).servers().isEmpty()) {
            faults.add("a server holds its socket");
        }
        if (said(host, "kill -0 " + monitor + " 2>/dev/null && echo there").contains("there")) {
            faults.add("its monitor " + monitor + " runs");
        }
        if (opened && !journal(host, monitor).contains("session closed")) {
            faults.add("PAM's session is open");
        }
        // Closing: what the login left behind still runs.
        login.map(id -> show(host, id, "State"))
                .filter(state -> !state.isEmpty() && !state.equals("closing"))
                .ifPresent(state -> faults.add("logind says " + state));
        for (String terminal : terminals) {
            stale("who 2>/dev/null", terminal, _ -> true).ifPresent(line -> faults.add("utmp: " + line));
            stale("last -w -i 2>/dev/null", terminal, line -> line.contains("still") || line.contains("gone"))
                    .ifPresent(line -> faults.add("wtmp: " + line));
        }
        return faults;
    }

    /// The newest line of a terminal and a peer. Debian 13 has neither utmp nor `last`; there `who` says what
    /// logind knows.
    private Optional<String> stale(String command, String terminal, Predicate<String> wrong) {
        return said(host, command)
                .lines()
                .map(String::strip)
                .filter(line -> line.contains(" " + terminal + " ") && line.contains(peer.address()))
                .findFirst()
                .filter(wrong);
    }
}
