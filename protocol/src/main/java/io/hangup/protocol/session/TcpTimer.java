package io.hangup.protocol.session;

/// Which timer a TCP socket runs: `idiag_timer`, sock_diag(7).
public enum TcpTimer {
    NONE,
    /// Sent data waits to be acknowledged.
    RETRANSMIT,
    KEEPALIVE,
    TIME_WAIT,
    /// The peer's window is closed and is being probed.
    PERSIST,
    UNKNOWN;

    private static final TcpTimer[] ALL = values();

    /// Reads the kernel's number, 0 to 4; any other is `UNKNOWN`.
    public static TcpTimer of(int number) {
        return number >= 0 && number <= 4 ? ALL[number] : UNKNOWN;
    }
}
