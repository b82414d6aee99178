package io.hangup.controller.http;

import io.vertx.ext.web.RoutingContext;

/// What every answer carries, so that a browser does with it only what is meant.
final class Headers {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
            + "img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
            + "require-trusted-types-for 'script'";

    private Headers() {}

    static void add(RoutingContext request) {
        request.response()
                .putHeader("content-security-policy", POLICY)
                .putHeader("x-content-type-options", "nosniff")
                .putHeader("referrer-policy", "no-referrer")
                .putHeader("cross-origin-resource-policy", "same-origin")
                .putHeader("cross-origin-opener-policy", "same-origin")
                .putHeader("cache-control", "no-store");
        request.next();
    }
}
