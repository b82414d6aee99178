package io.hangup.controller;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.hangup.controller.config.ControllerConfig;
import io.hangup.controller.config.Listen;
import io.hangup.controller.config.Rate;
import io.hangup.controller.http.OperatorToken;
import io.hangup.controller.rule.Rule;
import io.hangup.controller.rule.RuleFile;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.hangup.protocol.wire.Wire;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One controller, running in this JVM.
final class Site implements AutoCloseable {
    static final String TOKEN = "correct-horse-battery-staple";
    static final SigningKey KEY = SigningKey.generate();

    /// Whose approvals count.
    static final SigningKey OPERATOR = SigningKey.generate();

    /// Of every fleet in these tests.
    static final FleetSecret SECRET = FleetSecret.generate();

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Integer> ready = new CompletableFuture<>();
    final CompletableFuture<String> outranked = new CompletableFuture<>();
    final CompletableFuture<Throwable> broken = new CompletableFuture<>();

    private Site(
            ControllerConfig config,
            String rules,
            FleetSecret secret,
            Optional<OperatorToken> token,
            InstantSource time) {
        var ends = new ControllerWiring.Ends(ready::complete, outranked::complete, broken::complete);
        var parts = new ControllerWiring.Parts(
                config,
                parsed(rules),
                new ControllerWiring.Keys(KEY, secret, TrustedKeys.of(OPERATOR.trusted())),
                token,
                "test",
                "test controller",
                time,
                ends);
        vertx.deployVerticle(new ControllerWiring(parts)).onFailure(broken::complete);
    }

    /// Starts one and waits until it is ready.
    static Site ready(String bootstrap, String prefix, String rules) {
        Site site = starting(bootstrap, prefix, rules);
        site.port();
        return site;
    }

    static Site starting(String bootstrap, String prefix, String rules) {
        return at(InstantSource.system(), bootstrap, prefix, rules);
    }

    /// Starts one that takes its time from somewhere else.
    static Site at(InstantSource time, String bootstrap, String prefix, String rules) {
        return new Site(config(bootstrap, prefix), rules, SECRET, Optional.of(new OperatorToken(TOKEN)), time);
    }

    /// Starts one whose fleet has this secret.
    static Site of(FleetSecret secret, String bootstrap, String prefix, String rules) {
        return new Site(
                config(bootstrap, prefix),
                rules,
                secret,
                Optional.of(new OperatorToken(TOKEN)),
                InstantSource.system());
    }

    static Site withoutToken(String bootstrap, String prefix, String rules) {
        Site site = new Site(config(bootstrap, prefix), rules, SECRET, Optional.empty(), InstantSource.system());
        site.port();
        return site;
    }

    static ControllerConfig config(String bootstrap, String prefix) {
        return new ControllerConfig(
                new Listen("127.0.0.1", 0),
                List.of(),
                new ControllerConfig.Kafka(bootstrap, prefix),
                Optional.empty(),
                Path.of("unused"),
                Path.of("unused"),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(90),
                new ControllerConfig.Budget(new Rate(2, Duration.ofMinutes(10)), new Rate(50, Duration.ofMinutes(10))),
                Duration.ofHours(24));
    }

    int port() {
        return CompletableFuture.anyOf(ready, broken.thenApply(cause -> {
                    throw new IllegalStateException("the controller did not start", cause);
                }))
                .orTimeout(60, TimeUnit.SECONDS)
                .thenApply(Integer.class::cast)
                .join();
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    /// What any controller answers, as JSON.
    static JsonNode read(String url) {
        return tree(send(HttpRequest.newBuilder(URI.create(url)).build()).body());
    }

    JsonNode json(String path) {
        return tree(get(path).body());
    }

    HttpResponse<String> kill(String token, String body) {
        return post("/api/v1/commands", token, body);
    }

    HttpResponse<String> post(String path, String token, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("authorization", "Bearer " + token)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /// Waits until a page of the API has as many rows.
    JsonNode rows(String path, int count) {
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> json(path).path("rows"), rows -> rows.size() == count);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts tests", e);
        }
    }

    static JsonNode tree(String json) {
        try {
            return Wire.json().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    private static List<Rule> parsed(String rules) {
        if (rules.isEmpty()) {
            return List.of();
        }
        return switch (RuleFile.parse("test-rules.yaml", rules)) {
            case RuleFile.Good(var good) -> good;
            case RuleFile.Bad(var problems) -> throw new IllegalStateException(problems.toString());
        };
    }

    /// Cleanly; what is in Kafka stays.
    @Override
    public void close() {
        vertx.close().await();
    }
}
