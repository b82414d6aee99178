package io.hangup.protocol.session;

import org.jspecify.annotations.Nullable;

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

    // A look at a host with thousands of connections compares cookies by the ten thousand, and the JVM's first compiler
    // makes a record's own equals many times as slow.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SocketCookie(long theirs) && theirs == value;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value);
    }

    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
