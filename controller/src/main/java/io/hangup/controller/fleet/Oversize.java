package io.hangup.controller.fleet;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.util.Collection;
import java.util.Optional;

/// How large an honest snapshot can be. What an agent sends is held in memory and shown to people, so a lie must not
/// grow without bound.
final class Oversize {
    /// A host with more connections says so with a blindspot, TRUNCATED.
    static final int MOST_CONNECTIONS = 16_384;

    /// OpenSSH allows 10 sessions a connection (`MaxSessions`), and administrators raise it.
    static final int MOST_SESSIONS = 1_024;

    static final int LONGEST_TEXT = 1_024;

    private Oversize() {}

    static Optional<Reception.Rejected> of(HostSnapshot snapshot) {
        if (tooMany(snapshot.connections(), MOST_CONNECTIONS)
                || tooMany(snapshot.listeners(), MOST_SESSIONS)
                || tooMany(snapshot.blindspots(), MOST_SESSIONS)
                || tooMany(snapshot.labels().keySet(), MOST_SESSIONS)) {
            return rejected("a list of it is longer than any host's");
        }
        boolean longText = snapshot.labels().entrySet().stream()
                        .anyMatch(label -> tooLong(label.getKey()) || tooLong(label.getValue()))
                || snapshot.blindspots().stream().anyMatch(blind -> tooLong(blind.why()))
                || tooLong(snapshot.facts().operatingSystem())
                || tooLong(snapshot.facts().kernel())
                || tooLong(snapshot.facts().agentVersion())
                || snapshot.connections().stream().anyMatch(Oversize::tooLarge)
                || snapshot.outgoing().stream().anyMatch(hop -> tooLarge(hop.client()))
                || snapshot.orphans().stream()
                        .anyMatch(orphan -> tooLarge(orphan.process())
                                || tooLong(orphan.account().name()));
        return longText ? rejected("a text of it is longer than " + LONGEST_TEXT + " characters") : Optional.empty();
    }

    private static boolean tooLarge(Connection connection) {
        return tooMany(connection.sessions(), MOST_SESSIONS)
                || tooMany(connection.holders(), MOST_SESSIONS)
                || tooLong(connection.peer().address())
                || tooLong(connection.local().address())
                || connection
                        .user()
                        .map(Account::name)
                        .filter(Oversize::tooLong)
                        .isPresent()
                || connection.monitor().filter(Oversize::tooLarge).isPresent()
                || connection.child().filter(Oversize::tooLarge).isPresent()
                || connection.holders().stream().anyMatch(Oversize::tooLarge)
                || connection.sessions().stream().anyMatch(Oversize::tooLarge);
    }

    private static boolean tooLarge(SshSession session) {
        boolean longDevice = switch (session.terminal()) {
            case Terminal.Pty pty -> tooLong(pty.device());
            case Terminal.Unseen(String device) -> tooLong(device);
            case Terminal.NoPty() -> false;
        };
        return longDevice
                || tooLarge(session.leader())
                || session.foreground().filter(Oversize::tooLarge).isPresent();
    }

    private static boolean tooLarge(HostProcess process) {
        return tooLong(process.command());
    }

    private static boolean tooLong(String text) {
        return text.length() > LONGEST_TEXT;
    }

    private static boolean tooMany(Collection<?> list, int most) {
        return list.size() > most;
    }

    private static Optional<Reception.Rejected> rejected(String why) {
        return Optional.of(new Reception.Rejected(Reception.Reason.OVERSIZED, why));
    }
}
