package io.hangup.protocol.session;

/// One end of a TCP connection.
///
/// @param address an IPv4 or IPv6 address as text; an IPv4 address mapped into IPv6 is written as IPv4
/// @param port 0 to 65535
public record Endpoint(String address, int port) {
    public Endpoint {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not a port: " + port);
        }
    }

    @Override
    public String toString() {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
