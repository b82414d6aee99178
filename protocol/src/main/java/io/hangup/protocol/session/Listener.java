package io.hangup.protocol.session;

import java.util.Optional;

/// A socket on which an SSH server waits for clients.
///
/// @param acceptQueue connections that the server has not accepted yet
/// @param backlog at most how many may wait
/// @param startups connections of this listener that are pre-auth now; `MaxStartups` limits them
/// @param banner what it says to a new client; empty before the first look and where it is not asked
public record Listener(
        Endpoint address,
        HostProcess process,
        Implementation implementation,
        int acceptQueue,
        int backlog,
        int startups,
        Optional<Banner> banner) {

    public Listener {
        if (acceptQueue < 0 || backlog < 0 || startups < 0) {
            throw new IllegalArgumentException(
                    "negative: acceptQueue " + acceptQueue + ", backlog " + backlog + ", startups " + startups);
        }
    }

    /// A listener that nobody has asked for its banner.
    public Listener(
            Endpoint address,
            HostProcess process,
            Implementation implementation,
            int acceptQueue,
            int backlog,
            int startups) {
        this(address, process, implementation, acceptQueue, backlog, startups, Optional.empty());
    }
}
