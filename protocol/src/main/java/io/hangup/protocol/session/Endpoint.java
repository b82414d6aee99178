package io.hangup.protocol.session;

/// One end of a TCP connection.
///
/// @param address an IPv4 or IPv6 address as text, at most 64 characters; an IPv4 address mapped into IPv6 is written
///     as IPv4
/// @param port 0 to 65535
public record Endpoint(String address, int port) {
    public Endpoint {
        if (address.isEmpty() || address.length() > 64) {
            throw new IllegalArgumentException("not an address: 1 to 64 characters");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    @Override
    public String toString() {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
