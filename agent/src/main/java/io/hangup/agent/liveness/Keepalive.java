package io.hangup.agent.liveness;

/// How the kernel asks after the peer of one socket: `SO_KEEPALIVE`, `TCP_KEEPIDLE`, `TCP_KEEPINTVL`, `TCP_KEEPCNT` and
/// `TCP_USER_TIMEOUT`; socket(7), tcp(7). Where nobody set a value it reads as the host's sysctl of the moment.
///
/// @param idleSeconds of silence before it asks
/// @param intervalSeconds between two questions without an answer
/// @param count after so many questions without an answer it ends the connection
/// @param userTimeoutMillis ends the connection instead of `count`; 0 is none
public record Keepalive(boolean on, int idleSeconds, int intervalSeconds, int count, int userTimeoutMillis) {
    /// The longest that either time can be set to: `MAX_TCP_KEEPIDLE`, `MAX_TCP_KEEPINTVL`, `linux/tcp.h`. Sysctls can
    /// hold more.
    public static final int LONGEST = 32_767;

    /// What makes the kernel ask once, now: silence of a second is enough, and the next question is nine hours away. So
    /// a socket that is left like this by an agent that dies here is not ended by it, and its peer is not bothered.
    public Keepalive asking() {
        return new Keepalive(true, 1, LONGEST, count, userTimeoutMillis);
    }

    /// Whether [#asking] could be taken back: not every value that can be read can be set.
    boolean restorable() {
        return idleSeconds >= 1 && idleSeconds <= LONGEST && intervalSeconds >= 1 && intervalSeconds <= LONGEST;
    }

    /// What `now` becomes when everything is taken back that `ours` changed of `before`. What somebody else changed
    /// meanwhile stays.
    public static Keepalive mended(Keepalive now, Keepalive before, Keepalive ours) {
        return new Keepalive(
                now.on == ours.on ? before.on : now.on,
                now.idleSeconds == ours.idleSeconds ? before.idleSeconds : now.idleSeconds,
                now.intervalSeconds == ours.intervalSeconds ? before.intervalSeconds : now.intervalSeconds,
                now.count,
                now.userTimeoutMillis);
    }
}
