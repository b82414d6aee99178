package io.hangup.protocol.session;

/// State of a TCP socket, `enum tcp_state` in `linux/tcp_states.h`.
public enum TcpState {
    ESTABLISHED,
    SYN_SENT,
    SYN_RECV,
    FIN_WAIT1,
    FIN_WAIT2,
    TIME_WAIT,
    CLOSE,
    CLOSE_WAIT,
    LAST_ACK,
    LISTEN,
    CLOSING,
    UNKNOWN;

    private static final TcpState[] ALL = values();

    /// Reads the kernel's number, 1 (`ESTABLISHED`) to 11 (`CLOSING`); any other is `UNKNOWN`.
    public static TcpState of(int number) {
        return number >= 1 && number <= 11 ? ALL[number - 1] : UNKNOWN;
    }
}
