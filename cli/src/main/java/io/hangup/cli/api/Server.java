package io.hangup.cli.api;

import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where the controller is, and what shows it who asks.
///
/// @param base `http://HOST:PORT` or `https://HOST:PORT`, perhaps with a path before the API's
/// @param token sent as a bearer token; empty to ask as nobody in particular
public record Server(URI base, Optional<String> token) {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /// @throws Failure when the address is not one of a web server
    public static Server at(String address, Optional<String> token) throws Failure {
        URI base;
        try {
            base = URI.create(address.endsWith("/") ? address.substring(0, address.length() - 1) : address);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(address);
        }
        String scheme = String.valueOf(base.getScheme());
        if (base.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw notAnAddress(address);
        }
        return new Server(base, token);
    }

    /// Whether it is on this machine.
    public boolean loopback() {
        return LOOPBACK.contains(base.getHost());
    }

    /// Whether a token sent there could be read on the way.
    public boolean clearText() {
        return base.getScheme().equals("http") && !loopback();
    }

    URI at(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + escaped(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return URI.create(base + path + (parameters.isEmpty() ? "" : "?" + parameters));
    }

    /// One segment of a path, whatever it holds.
    static String escaped(String segment) {
        return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Failure notAnAddress(String address) {
        return new Failure(
                Exit.USAGE, "--server " + address + " is no address of a controller; it looks like http://HOST:7070");
    }
}
