package io.hangup.controller.http;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.feed.Filter;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.controller.loop.Readiness;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.finding.FindingId;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// What can be asked. All of it is answered from memory, on the loop's own context.
final class Api {
    private final DecisionLoop loop;

    Api(DecisionLoop loop) {
        this.loop = loop;
    }

    void addTo(Router router) {
        router.route("/api/*").handler(this::whenReady);
        router.get("/api/v1/stuck").handler(page(Query.FINDINGS, Feed::findings));
        router.get("/api/v1/sessions").handler(page(Query.SESSIONS, Feed::sessions));
        router.get("/api/v1/hosts").handler(page(Query.HOSTS, Feed::hosts));
        router.get("/api/v1/clients").handler(page(Query.PEOPLE, Feed::clients));
        router.get("/api/v1/orphans").handler(page(Query.PEOPLE, Feed::orphans));
        router.get("/api/v1/chains/:id").handler(this::chain);
        router.get("/api/v1/controls").handler(page(Query.CONTROLS, Feed::controls));
        router.get("/api/v1/findings/:id").handler(this::finding);
        router.get("/api/v1/commands/:id").handler(this::command);
    }

    <T> Page<T> page(BiFunction<Feed, Filter, List<T>> rows, Filter filter) {
        Feed feed = loop.feed();
        return new Page<>(loop.now(), loop.version(), feed.coverage(), rows.apply(feed, filter));
    }

    private void whenReady(RoutingContext request) {
        if (loop.readiness() instanceof Readiness.Starting(var doing)) {
            request.response().putHeader("retry-after", "2");
            Answers.problem(request, 503, "Starting", "The controller is not ready yet: " + doing + ". Ask again.");
        } else {
            request.next();
        }
    }

    private <T> Handler<RoutingContext> page(Set<String> known, BiFunction<Feed, Filter, List<T>> rows) {
        return request -> {
            switch (Query.of(request.queryParams(), known)) {
                case Query.Good(var filter) -> Answers.json(request, 200, page(rows, filter));
                case Query.Bad(var why) -> Answers.problem(request, 400, "Bad filter", why);
            }
        };
    }

    private static Optional<String> id(RoutingContext request) {
        return Optional.ofNullable(request.pathParam("id"));
    }

    private void finding(RoutingContext request) {
        id(request)
                .flatMap(id -> Ids.parsed(id, FindingId::new))
                .flatMap(loop::finding)
                .ifPresentOrElse(
                        finding -> Answers.json(request, 200, finding),
                        () -> Answers.problem(
                                request,
                                404,
                                "No such finding",
                                "No finding has this id now; findings that are over are forgotten after a while."
                                        + " List them with: hangup stuck --all"));
    }

    private void command(RoutingContext request) {
        id(request)
                .flatMap(id -> Ids.parsed(id, CommandId::new))
                .flatMap(loop::command)
                .ifPresentOrElse(
                        view -> Answers.json(request, 200, view),
                        () -> Answers.problem(
                                request, 404, "No such command", "No command of the last 24 hours has this id."));
    }

    private void chain(RoutingContext request) {
        id(request)
                .flatMap(id -> loop.feed().chain(id))
                .ifPresentOrElse(
                        chain -> Answers.json(request, 200, chain),
                        () -> Answers.problem(
                                request,
                                404,
                                "No such connection",
                                "No connection, session or SSH client has this id now. List them with: hangup"
                                        + " sessions, hangup clients"));
    }
}
