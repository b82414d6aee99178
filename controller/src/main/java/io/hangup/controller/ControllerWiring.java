package io.hangup.controller;

import io.hangup.controller.config.ControllerConfig;
import io.hangup.controller.config.Rate;
import io.hangup.controller.fleet.Fleet;
import io.hangup.controller.govern.Policy;
import io.hangup.controller.http.HttpSettings;
import io.hangup.controller.http.HttpSide;
import io.hangup.controller.http.Metrics;
import io.hangup.controller.http.OperatorToken;
import io.hangup.controller.kafka.Cluster;
import io.hangup.controller.kafka.KafkaSide;
import io.hangup.controller.kafka.Scribe;
import io.hangup.controller.loop.DecisionLoop;
import io.hangup.controller.rule.Allowance;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Rule;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// The whole controller, in the order it is built. Nothing here decides anything.
final class ControllerWiring extends VerticleBase {
    /// A fleet of this size has been thought through; more hosts are turned away, said and counted.
    private static final int MOST_HOSTS = 200_000;

    private static final long TICK_MILLIS = 1_000;

    private final Parts parts;
    private Optional<KafkaSide> kafka = Optional.empty();
    private Optional<HttpSide> http = Optional.empty();

    ControllerWiring(Parts parts) {
        this.parts = parts;
    }

    @Override
    public Future<?> start() {
        Context context = vertx.getOrCreateContext();
        context.exceptionHandler(parts.ends.broken::accept);
        ControllerConfig config = parts.config;
        Metrics metrics = new Metrics(parts.version);
        KafkaSide kafkaSide = new KafkaSide(
                vertx,
                context,
                parts.time,
                new Cluster(config.kafka().bootstrap(), config.kafka().prefix()),
                new Scribe(parts.holder, parts.version, parts.keys.signing()),
                parts.keys.secret(),
                metrics::rejected,
                parts.ends.outranked);
        metrics.formerKeys(kafkaSide::formerKeys);
        DecisionLoop loop = new DecisionLoop(
                context,
                parts.time,
                new Fleet(config.silentAfter(), MOST_HOSTS),
                new Judge(parts.rules),
                policy(config),
                kafkaSide.journal(),
                config.silentAfter(),
                parts.keys.operators(),
                metrics,
                parts.ends.broken);
        HttpSide httpSide = new HttpSide(vertx, settings(config), loop, kafkaSide.auditLog(), metrics);
        kafka = Optional.of(kafkaSide);
        http = Optional.of(httpSide);
        vertx.setPeriodic(TICK_MILLIS, _ -> loop.tick());
        return httpSide.listen()
                .onSuccess(port -> kafkaSide
                        .start(loop)
                        .onSuccess(_ -> parts.ends.ready.accept(port))
                        .onFailure(parts.ends.broken::accept));
    }

    @Override
    public Future<?> stop() {
        return http.map(HttpSide::close)
                .orElseGet(Future::succeededFuture)
                .eventually(() -> kafka.map(KafkaSide::close).orElseGet(Future::succeededFuture));
    }

    private HttpSettings settings(ControllerConfig config) {
        return new HttpSettings(
                config.listen().address(), config.listen().port(), Set.copyOf(config.allowedHosts()), parts.token);
    }

    private static Policy policy(ControllerConfig config) {
        return Policy.DEFAULT.with(
                allowance(config.budget().perHost()), allowance(config.budget().fleet()), config.findingsKept());
    }

    private static Allowance allowance(Rate rate) {
        return new Allowance(rate.count(), rate.window());
    }

    /// What the controller is made of.
    ///
    /// @param holder host and pid, for people
    record Parts(
            ControllerConfig config,
            List<Rule> rules,
            Keys keys,
            Optional<OperatorToken> token,
            String version,
            String holder,
            InstantSource time,
            Ends ends) {}

    /// What the controller alone holds, and whose approvals it passes on.
    ///
    /// @param operators empty when no command can be approved
    record Keys(SigningKey signing, FleetSecret secret, TrustedKeys operators) {}

    /// Whom to tell of the turns in its life.
    ///
    /// @param ready with the port: all is rebuilt and it listens
    /// @param outranked with a sentence: another controller leads
    /// @param broken with what must not happen
    record Ends(IntConsumer ready, Consumer<String> outranked, Consumer<Throwable> broken) {}
}
