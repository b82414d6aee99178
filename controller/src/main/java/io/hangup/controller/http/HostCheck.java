package io.hangup.controller.http;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Under which names browsers may reach the controller. Bound to loopback it trusts whoever can connect, so a page
/// elsewhere must not reach it by a name of its own that resolves to 127.0.0.1 (DNS rebinding).
final class HostCheck {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final Set<String> allowed;
    private final boolean everywhere;

    HostCheck(String boundTo, Set<String> configured) {
        Set<String> names = new HashSet<>(LOOPBACK);
        names.add(bare(boundTo));
        configured.forEach(name -> names.add(bare(name)));
        this.allowed = Set.copyOf(names);
        this.everywhere = configured.isEmpty() && !isLoopback(boundTo);
    }

    void check(RoutingContext request) {
        if (knows(request.request().authority())) {
            request.next();
            return;
        }
        Answers.problem(
                request,
                421,
                "Unknown host name",
                "This controller is not known under the name in the Host header; use http://localhost, or add the name"
                        + " to allowedHosts in its configuration.");
    }

    boolean knows(@Nullable HostAndPort authority) {
        return everywhere || (authority != null && allowed.contains(bare(authority.host())));
    }

    /// Whether a request comes from a page of this controller itself, or from no page at all.
    static boolean sameOrigin(@Nullable String origin, @Nullable HostAndPort authority) {
        if (origin == null) {
            return true;
        }
        try {
            URI uri = URI.create(origin);
            return authority != null
                    && uri.getAuthority() != null
                    && uri.getAuthority().equals(authority.toString());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isLoopback(String address) {
        return LOOPBACK.contains(bare(address)) || bare(address).startsWith("127.");
    }

    private static String bare(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.startsWith("[") && lower.endsWith("]") ? lower.substring(1, lower.length() - 1) : lower;
    }
}
