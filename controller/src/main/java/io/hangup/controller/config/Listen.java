package io.hangup.controller.config;

/// Where to listen: `127.0.0.1:7070`, `[::1]:7070`. Port 0 lets the kernel choose.
///
/// @param address without brackets
public record Listen(String address, int port) {
    public Listen {
        if (address.isBlank() || port < 0 || port > 65_535) {
            throw new IllegalArgumentException("not an address to listen on; write one such as 127.0.0.1:7070");
        }
    }

    /// @throws IllegalArgumentException with a sentence that says what an address looks like
    public static Listen parse(String text) {
        int colon = text.lastIndexOf(':');
        String address = colon < 0 ? "" : text.substring(0, colon);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        if (!bracketed && address.indexOf(':') >= 0) {
            throw new IllegalArgumentException("not an address to listen on; write IPv6 in brackets: [::1]:7070");
        }
        try {
            return new Listen(
                    bracketed ? address.substring(1, address.length() - 1) : address,
                    Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not an address to listen on; write one such as 127.0.0.1:7070", e);
        }
    }

    @Override
    public String toString() {
        return address.indexOf(':') < 0 ? address + ":" + port : "[" + address + "]:" + port;
    }
}
