package io.hangup.controller.http;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.feed.Filter;
import io.hangup.controller.loop.Change;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.protocol.finding.FindingId;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The feed as it changes: server-sent events, the whole first and then each change.
final class FeedStream {
    private static final Duration KEEPALIVE = Duration.ofSeconds(15);
    private static final int MOST_CLIENTS = 500;
    private static final int MOST_EVENTS = 2_000;

    private final DecisionLoop loop;
    private final Api api;
    private final ChangeRing ring = new ChangeRing(MOST_EVENTS);
    private final Set<StreamClient> clients = new HashSet<>();

    FeedStream(DecisionLoop loop, Api api) {
        this.loop = loop;
        this.api = api;
    }

    void addTo(Router router, Vertx vertx) {
        router.get("/api/v1/stuck/stream").handler(this::open);
        loop.watch(this::changed);
        vertx.setPeriodic(KEEPALIVE.toMillis(), _ -> {
            Buffer keepalive = keepalive();
            List.copyOf(clients).forEach(client -> client.keepAlive(keepalive));
        });
    }

    private Buffer keepalive() {
        return StreamEvent.keepalive(loop.feed().coverage());
    }

    int clients() {
        return clients.size();
    }

    private void open(RoutingContext request) {
        switch (Query.of(request.queryParams(), Query.STREAM)) {
            case Query.Bad(var why) -> Answers.problem(request, 400, "Bad filter", why);
            case Query.Good _
            when clients.size() >= MOST_CLIENTS ->
                Answers.problem(request, 503, "Too many streams", "Already " + MOST_CLIENTS + " clients listen.");
            case Query.Good(var filter) -> stream(request, filter);
        }
    }

    private void stream(RoutingContext request, Filter filter) {
        request.response()
                .setChunked(true)
                .putHeader("content-type", "text/event-stream")
                .putHeader("x-accel-buffering", "no");
        StreamClient client = new StreamClient(request.response());
        clients.add(client);
        request.response().closeHandler(_ -> clients.remove(client));
        request.response().exceptionHandler(_ -> clients.remove(client));
        Optional<List<StreamEvent>> missed = Optional.ofNullable(
                        request.request().getHeader("last-event-id"))
                .flatMap(StreamPosition::parse)
                .flatMap(seen -> ring.after(seen, newest()));
        missed.ifPresentOrElse(
                events -> events.forEach(event -> client.send(event.bytes())),
                () -> client.send(StreamEvent.of(newest(), "reset", api.page(Feed::findings, filter))
                        .bytes()));
        if (missed.isPresent() && missed.get().isEmpty()) {
            // Something must go out, or the client does not learn that it is connected.
            client.send(keepalive());
        }
    }

    private StreamPosition newest() {
        return new StreamPosition(loop.epoch(), loop.version());
    }

    private void changed(Change change) {
        StreamPosition position = new StreamPosition(loop.epoch(), change.version());
        StreamEvent event = switch (change) {
            case Change.Changed(var _, var finding) -> StreamEvent.of(position, "finding", finding);
            case Change.Forgotten(var _, var id) -> StreamEvent.of(position, "forgotten", new Forgotten(id));
        };
        ring.add(event);
        List.copyOf(clients).forEach(client -> client.send(event.bytes()));
    }

    /// A finding that is no longer kept.
    record Forgotten(FindingId id) {}
}
