package io.hangup.broker;

/// A host and a TCP port, written `HOST:PORT`, or `[HOST]:PORT` for IPv6. Port 0 asks the kernel for a free one.
public record Endpoint(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    /// A free port of the loopback address: nobody outside this machine reaches it.
    public static final Endpoint LOOPBACK = new Endpoint("127.0.0.1", 0);

    public Endpoint {
        if (host.isBlank() || !host.equals(host.strip()) || host.contains("[") || host.contains("]")) {
            throw new IllegalArgumentException("'" + host + "' is not a host name or address");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(port + " is not a port: 0 to " + HIGHEST_PORT);
        }
    }

    /// Reads what [#toString()] writes.
    public static Endpoint parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("'" + text + "' has no port: write HOST:PORT, such as 127.0.0.1:9092");
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (!bracketed && host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("'" + text + "': write an IPv6 address as [HOST]:PORT");
        }
        return new Endpoint(bracketed ? host.substring(1, host.length() - 1) : host, port(text, colon));
    }

    private static int port(String text, int colon) {
        try {
            return Integer.parseInt(text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' does not end in a port number: write HOST:PORT", e);
        }
    }

    /// Whether this is every address of the machine, which no client can connect to.
    public boolean isWildcard() {
        return host.equals("0.0.0.0") || host.equals("::") || host.equals("0:0:0:0:0:0:0:0");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
