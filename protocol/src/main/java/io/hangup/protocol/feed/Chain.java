package io.hangup.protocol.feed;

import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.OutgoingConnection;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// SSH connections that lead on from one another over hosts: alice's laptop → A → B → C.
///
/// @param asOf on the controller's clock
/// @param asked the id that was asked for
/// @param hops each before those that lead on from it; never empty
/// @param cut whether there is more than is shown
public record Chain(Instant asOf, String asked, List<Hop> hops, boolean cut) {
    /// The most hops that one chain shows.
    public static final int MOST_HOPS = 64;

    /// The longest way from the first hop to a last one.
    public static final int DEEPEST = 16;

    public Chain {
        hops = List.copyOf(hops);
    }

    /// One SSH connection of a chain, as far as either end is seen.
    ///
    /// @param number from 1 on, in the order of the list
    /// @param after the hop it leads on from; 0 for the first
    /// @param asked whether it was asked for
    /// @param from the host that its client runs on; empty when no host of the fleet is known to be it
    /// @param client id of the near end; empty when that is not seen
    /// @param via how the near end holds it; empty when that is not seen
    /// @param host the host that serves it; empty when no host of the fleet is known to be it
    /// @param connection id of the far end; empty when that is not seen
    /// @param user whom the far end let in
    /// @param near the client's address and port, as the end that is seen has it
    /// @param far the server's, as the end that is seen has it
    /// @param gap what of it is not seen
    /// @param why one sentence where the verdict is not `LIVE`, or something of it is not seen; otherwise empty
    /// @param escapes how many `~`, and then a full stop, on a new line of the first terminal end this hop and none
    ///     before it, as long as the escape character is the usual one; empty when none reach it or nobody can tell
    /// @param closes by which id this hop, and what leads on from it, can be ended; empty when it can't be
    public record Hop(
            int number,
            int after,
            boolean asked,
            Optional<HostId> from,
            Optional<String> client,
            Optional<OutgoingConnection.Via> via,
            Optional<HostId> host,
            Optional<String> connection,
            Optional<Account> user,
            Endpoint near,
            Endpoint far,
            Gap gap,
            SessionVerdict verdict,
            String why,
            List<Shell> sessions,
            OptionalInt escapes,
            Optional<String> closes) {
        public Hop {
            if (number < 1 || after < 0 || after >= number) {
                throw new IllegalArgumentException("hop " + number + " can't lead on from " + after);
            }
            sessions = List.copyOf(sessions);
        }
    }

    /// One session that a hop carries.
    ///
    /// @param runs what reads the keyboard; without a terminal, what was started
    public record Shell(String id, Terminal terminal, HostProcess runs) {}

    /// What of a hop is not seen.
    public enum Gap {
        /// Both ends are.
        NONE,
        /// Where it comes from: an address that is no known host's.
        CLIENT_OUTSIDE,
        /// Where it comes from: a known host has that address, and no client there has this connection. Address
        /// translation on the way, or an agent that is blind to clients.
        CLIENT_UNMATCHED,
        /// Where it leads to: an address that is no known host's.
        SERVER_OUTSIDE,
        /// Where it leads to: a known host has that address, and no such connection arrived there. Address translation
        /// on the way, or it has ended there.
        SERVER_UNMATCHED,
        /// Several hosts have a connection with these addresses: they are of different networks, and nobody can tell
        /// which it is.
        AMBIGUOUS
    }
}
