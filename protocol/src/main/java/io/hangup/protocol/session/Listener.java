package io.hangup.protocol.session;

/// A socket on which an SSH server waits for clients.
///
/// @param acceptQueue connections that the server has not accepted yet
/// @param backlog at most how many may wait
/// @param startups connections of this listener that are pre-auth now; `MaxStartups` limits them
public record Listener(
        Endpoint address,
        HostProcess process,
        Implementation implementation,
        int acceptQueue,
        int backlog,
        int startups) {

    public Listener {
        if (acceptQueue < 0 || backlog < 0 || startups < 0) {
            throw new IllegalArgumentException(
                    "negative: acceptQueue " + acceptQueue + ", backlog " + backlog + ", startups " + startups);
        }
    }
}
