package io.hangup.controller.http;

import io.hangup.controller.loop.DecisionLoop;
import io.hangup.controller.loop.Readiness;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/// Whether the process lives, and whether its answers can be relied on.
final class Health {
    private final DecisionLoop loop;

    Health(DecisionLoop loop) {
        this.loop = loop;
    }

    void addTo(Router router) {
        router.get("/-/healthy").handler(request -> Answers.json(request, 200, new Status("healthy")));
        router.get("/-/ready").handler(this::ready);
    }

    private void ready(RoutingContext request) {
        switch (loop.readiness()) {
            case Readiness.Ready() -> Answers.json(request, 200, new Status("ready"));
            case Readiness.Starting(var doing) -> Answers.problem(request, 503, "Starting", "Starting: " + doing + ".");
            case Readiness.Degraded(var why, var since) ->
                Answers.problem(
                        request,
                        503,
                        "Degraded",
                        why + ". What is shown is the state of " + since + "; nothing is decided until this is over.");
        }
    }

    /// One word.
    record Status(String status) {}
}
