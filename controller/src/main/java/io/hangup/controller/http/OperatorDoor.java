package io.hangup.controller.http;

import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Lets operators act and nobody else.
final class OperatorDoor {
    private final Optional<OperatorToken> token;

    /// @param token what must be shown; empty when nobody may act
    OperatorDoor(Optional<OperatorToken> token) {
        this.token = token;
    }

    /// Goes on with the request, or answers it.
    void check(RoutingContext request) {
        String shown = request.request().getHeader("authorization");
        if (!HostCheck.sameOrigin(
                request.request().getHeader("origin"), request.request().authority())) {
            Answers.problem(request, 403, "Foreign origin", "A page of another site can't send commands.");
        } else if (token.isEmpty()) {
            Answers.problem(
                    request,
                    403,
                    "Commands are off",
                    "This controller takes no commands: set operatorTokenFile in its configuration and restart it.");
        } else if (shown == null || !token.get().isShownBy(shown)) {
            request.response().putHeader("www-authenticate", "Bearer realm=\"hangup\"");
            Answers.problem(
                    request,
                    401,
                    "Not an operator",
                    "Show the operator token: Authorization: Bearer TOKEN. With the CLI: --token-file or"
                            + " HANGUP_TOKEN_FILE.");
        } else if (!isJson(request.request().getHeader("content-type"))) {
            Answers.problem(request, 415, "Not JSON", "Send Content-Type: application/json.");
        } else {
            request.next();
        }
    }

    /// Who asks, for the audit.
    static String who(RoutingContext request) {
        return "operator at " + request.request().remoteAddress().hostAddress();
    }

    private static boolean isJson(@Nullable String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase(Answers.JSON);
    }
}
