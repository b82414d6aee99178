package io.hangup.controller.http;

import io.hangup.controller.feed.Feed;
import io.hangup.controller.feed.Filter;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.controller.loop.Readiness;
import io.hangup.controller.loop.Tally;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.finding.Verdict;
import io.hangup.protocol.wire.Topic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The controller's figures for Prometheus. Labels come from fixed lists and from rule ids only: a host, a user or any
/// other text of an agent's is never one.
public final class Metrics implements Tally {
    private static final Filter EVERYTHING =
            new Filter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MultiGauge hosts = multi("hangup.hosts", "Hosts by whether they are heard.");
    private final MultiGauge sessions = multi("hangup.sessions", "Sessions by what the rules say of them.");
    private final MultiGauge findings = multi("hangup.findings", "Findings by verdict and rule.");

    public Metrics(String version) {
        Gauge.builder("hangup.build.info", () -> 1)
                .description("Always 1; the version is a label.")
                .tag("version", version)
                .register(registry);
    }

    /// Counts a record that was turned away.
    public void rejected(Topic topic, String reason) {
        registry.counter("hangup.messages.rejected", Tags.of("topic", word(topic), "reason", reason))
                .increment();
    }

    /// How many hosts have not been given their new key yet, while a fleet's secret is rotated.
    public void formerKeys(IntSupplier hosts) {
        Gauge.builder("hangup.hosts.former.key", hosts::getAsInt)
                .description("Hosts that seal with the key of a former fleet secret.")
                .register(registry);
    }

    @Override
    public void command(Action action, String outcome) {
        registry.counter("hangup.commands", Tags.of("action", word(action), "outcome", outcome))
                .increment();
    }

    void addTo(Router router, DecisionLoop loop, FeedStream stream) {
        gauge("hangup.feed.version", "Changes of the feed since the start.", loop, DecisionLoop::version);
        gauge("hangup.controller.epoch", "Rises with each takeover of the fleet.", loop, DecisionLoop::epoch);
        gauge(
                "hangup.controller.ready",
                "1 when answers can be relied on.",
                loop,
                l -> l.readiness() instanceof Readiness.Ready ? 1 : 0);
        gauge("hangup.stream.clients", "Readers of the live stream.", stream, FeedStream::clients);
        gauge(
                "hangup.snapshot.age.max.seconds",
                "Time since the longest unheard host was heard.",
                loop,
                Metrics::oldest);
        router.get("/metrics").handler(request -> scrape(request, loop));
    }

    private void scrape(RoutingContext request, DecisionLoop loop) {
        Feed feed = loop.feed();
        hosts.register(
                rows(Arrays.stream(HostStatus.values()), "status", feed.hosts(EVERYTHING), HostRow::status), true);
        sessions.register(
                rows(
                        Arrays.stream(SessionVerdict.values()),
                        "verdict",
                        feed.sessions(EVERYTHING),
                        row -> row.verdict()),
                true);
        Map<Found, Long> found = feed.findings(EVERYTHING).stream()
                .collect(Collectors.groupingBy(
                        finding -> new Found(finding.rule(), finding.verdict()), Collectors.counting()));
        findings.register(
                found.entrySet().stream()
                        .<MultiGauge.Row<?>>map(
                                entry -> MultiGauge.Row.of(entry.getKey().tags(), entry.getValue()))
                        .toList(),
                true);
        request.response()
                .putHeader("content-type", "text/plain; version=0.0.4; charset=utf-8")
                .end(registry.scrape())
                .onFailure(request::fail);
    }

    private static <E extends Enum<E>, T> List<MultiGauge.Row<?>> rows(
            Stream<E> values, String label, List<T> all, Function<T, E> of) {
        Map<E, Long> counts = all.stream().collect(Collectors.groupingBy(of, Collectors.counting()));
        return values.<MultiGauge.Row<?>>map(
                        value -> MultiGauge.Row.of(Tags.of(label, word(value)), counts.getOrDefault(value, 0L)))
                .toList();
    }

    private static double oldest(DecisionLoop loop) {
        Instant now = loop.now();
        return loop.feed().hosts(EVERYTHING).stream()
                .mapToDouble(host -> Duration.between(host.lastHeard(), now).toMillis() / 1_000.0)
                .max()
                .orElse(0);
    }

    private MultiGauge multi(String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(description).register(registry);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private record Found(String rule, Verdict verdict) {
        Tags tags() {
            return Tags.of("rule", rule, "verdict", word(verdict));
        }
    }
}
