package io.hangup.controller.http;

import io.hangup.controller.loop.AuditLog;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.protocol.feed.CommandRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;

/// The HTTP server, joined from its routes.
public final class HttpSide {
    private static final Logger LOG = System.getLogger(HttpSide.class.getName());

    /// Longer than the stream's keepalive, so only a dead connection is idle for so long.
    private static final int IDLE_SECONDS = 60;

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad request",
            404, "No such page",
            405, "Not possible here",
            406, "Not in that form",
            413, "Too large",
            415, "Not JSON",
            500, "Our fault");

    private final Vertx vertx;
    private final HttpSettings settings;
    private final DecisionLoop loop;
    private final AuditLog audit;
    private final Metrics metrics;
    private Optional<HttpServer> server = Optional.empty();

    public HttpSide(Vertx vertx, HttpSettings settings, DecisionLoop loop, AuditLog audit, Metrics metrics) {
        this.vertx = vertx;
        this.settings = settings;
        this.loop = loop;
        this.audit = audit;
        this.metrics = metrics;
    }

    /// @return the port, when it listens
    public Future<Integer> listen() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost(settings.address())
                .setPort(settings.port())
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(8 << 10)
                .setMaxInitialLineLength(4 << 10)
                .setHttp2ClearTextEnabled(false);
        return vertx.createHttpServer(options).requestHandler(router()).listen().map(listening -> {
            server = Optional.of(listening);
            return listening.actualPort();
        });
    }

    public Future<Void> close() {
        return server.map(HttpServer::close).orElseGet(Future::succeededFuture);
    }

    private Router router() {
        Router router = Router.router(vertx);
        router.route().handler(Headers::add);
        router.route().handler(new HostCheck(settings.address(), settings.allowedHosts())::check);
        Api api = new Api(loop);
        FeedStream stream = new FeedStream(loop, api);
        api.addTo(router);
        stream.addTo(router, vertx);
        OperatorDoor door = new OperatorDoor(settings.token());
        new CommandRoute(loop, door).addTo(router);
        new DraftRoute(loop, door).addTo(router);
        new AuditRoute(audit).addTo(router);
        new Health(loop).addTo(router);
        metrics.addTo(router, loop, stream);
        PageAssets.addTo(router);
        TITLES.forEach((status, title) -> router.errorHandler(status, request -> failed(request, status, title)));
        return router;
    }

    private static void failed(RoutingContext request, int status, String title) {
        Throwable cause = request.failure();
        if (status == 500 && cause != null) {
            LOG.log(Level.ERROR, "a request failed: " + request.request().path(), cause);
        }
        if (request.response().ended() || request.response().headWritten()) {
            request.response().reset();
            return;
        }
        Answers.problem(request, status, title, detail(status));
    }

    private static String detail(int status) {
        return status == 413
                ? "A request has a body of at most " + CommandRoute.MOST_BYTES
                        + " bytes: an id, a reason of at most " + CommandRequest.LONGEST_REASON
                        + " characters, and little else."
                : "See /api/v1/stuck, /api/v1/sessions, /api/v1/hosts; all routes are in docs/design/api.md.";
    }
}
