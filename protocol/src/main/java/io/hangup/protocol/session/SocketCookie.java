package io.hangup.protocol.session;

/// The kernel's own name of one socket, never used twice within a boot: what tells a connection from a later one with
/// the same addresses. Source: `inet_diag_sockid.idiag_cookie`, sock_diag(7).
///
/// @param value 64 bits, unsigned; written in hexadecimal
public record SocketCookie(long value) {
    /// @throws IllegalArgumentException when `hex` is not 1 to 16 hexadecimal digits
    public static SocketCookie parse(String hex) {
        try {
            return new SocketCookie(Long.parseUnsignedLong(hex, 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a socket cookie: 1 to 16 hexadecimal digits", e);
        }
    }

    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
