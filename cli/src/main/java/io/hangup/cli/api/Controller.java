package io.hangup.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.KillRequest;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/// The controller's HTTP API, one method for each request.
public final class Controller implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(15);

    /// The largest answer that is read: about 100,000 sessions.
    private static final long LARGEST = 128L << 20;

    private static final TypeFactory TYPES = Wire.json().getTypeFactory();

    private final Server server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    public Controller(Server server) {
        this.server = server;
    }

    public Reply<Page<Finding>> stuck(Filter filter) throws Failure, InterruptedException {
        return get("/api/v1/stuck", filter, page(Finding.class));
    }

    public Reply<Page<SessionRow>> sessions(Filter filter) throws Failure, InterruptedException {
        return get("/api/v1/sessions", filter, page(SessionRow.class));
    }

    public Reply<Page<HostRow>> hosts() throws Failure, InterruptedException {
        return get("/api/v1/hosts", Filter.NONE, page(HostRow.class));
    }

    public Reply<Finding> finding(String id) throws Failure, InterruptedException {
        return get("/api/v1/findings/" + Server.escaped(id), Filter.NONE, TYPES.constructType(Finding.class));
    }

    public Reply<CommandView> command(CommandId id) throws Failure, InterruptedException {
        return get(
                "/api/v1/commands/" + Server.escaped(id.value()), Filter.NONE, TYPES.constructType(CommandView.class));
    }

    /// Asks for the end of one connection. The answer is the command that was sent, not yet what became of it.
    public Reply<CommandView> kill(KillRequest request) throws Failure, InterruptedException {
        URI uri = server.at("/api/v1/commands", Map.of());
        var post = to(uri).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json(request)))
                .build();
        return new Reply<>(uri, answer(post), TYPES.constructType(CommandView.class));
    }

    /// Nothing, when the controller has read the fleet and judges it.
    ///
    /// @throws Failure when it is not there or not ready
    public void ready() throws Failure, InterruptedException {
        answer(to(server.at("/-/ready", Map.of())).GET().build());
    }

    /// The feed's changes from now on, or from after `lastEventId` where the controller still has them.
    ///
    /// @param lastEventId empty for the whole feed first
    public EventStream changes(String lastEventId) throws Failure, InterruptedException {
        var builder = HttpRequest.newBuilder(server.at("/api/v1/stuck/stream", Map.of()))
                .header("Accept", "text/event-stream");
        server.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        if (!lastEventId.isEmpty()) {
            builder.header("Last-Event-ID", lastEventId);
        }
        HttpRequest request = builder.GET().build();
        var response = exchange(request, BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return new EventStream(response.body());
        }
        try (var body = response.body()) {
            throw Refusals.of(request.uri(), response.statusCode(), body.readNBytes(64 << 10));
        } catch (IOException e) {
            throw Refusals.of(request.uri(), response.statusCode(), new byte[0]);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private <T> Reply<T> get(String path, Filter filter, JavaType type) throws Failure, InterruptedException {
        URI uri = server.at(path, filter.query());
        return new Reply<>(uri, answer(to(uri).GET().build()), type);
    }

    private HttpRequest.Builder to(URI uri) {
        var builder = HttpRequest.newBuilder(uri).timeout(ANSWER).header("Accept", "application/json");
        server.token().ifPresent(token -> builder.header("Authorization", "Bearer " + token));
        return builder;
    }

    private byte[] answer(HttpRequest request) throws Failure, InterruptedException {
        var response = exchange(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        if (response.statusCode() / 100 != 2) {
            throw Refusals.of(request.uri(), response.statusCode(), response.body());
        }
        return response.body();
    }

    private <B> HttpResponse<B> exchange(HttpRequest request, HttpResponse.BodyHandler<B> body)
            throws Failure, InterruptedException {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw Refusals.unreachable(server.base(), e);
        }
    }

    private static byte[] json(KillRequest request) {
        try {
            return Wire.json().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("two texts can always be written as JSON", e);
        }
    }

    private static JavaType page(Class<?> row) {
        return TYPES.constructParametricType(Page.class, row);
    }
}
