package io.hangup.controller.http;

import io.hangup.protocol.feed.Problem;
import io.hangup.protocol.wire.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/// Answers of the API: records as JSON, errors as problems (RFC 9457).
final class Answers {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    private Answers() {}

    static void json(RoutingContext request, int status, Object body) {
        send(request, status, JSON, body);
    }

    static void problem(RoutingContext request, int status, String title, String detail) {
        send(request, status, PROBLEM, new Problem(title, status, detail));
    }

    private static void send(RoutingContext request, int status, String type, Object body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", type)
                .end(Buffer.buffer(Wire.encode(body)))
                .onFailure(_ -> request.request().connection().close());
    }
}
