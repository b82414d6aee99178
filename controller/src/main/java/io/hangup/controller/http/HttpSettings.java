package io.hangup.controller.http;

import java.util.Optional;
import java.util.Set;

/// How the controller listens and whom it lets act.
///
/// @param port 0 lets the kernel choose
/// @param allowedHosts further names under which browsers may reach it
/// @param token what an operator must show to act; empty when nobody may
public record HttpSettings(String address, int port, Set<String> allowedHosts, Optional<OperatorToken> token) {
    public HttpSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }
}
