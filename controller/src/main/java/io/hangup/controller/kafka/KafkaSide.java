package io.hangup.controller.kafka;

import io.hangup.controller.loop.AuditLog;
import io.hangup.controller.loop.Intake;
import io.hangup.controller.loop.Journal;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.TrustedKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// The controller's whole side towards Kafka, from topics to the first decision.
public final class KafkaSide {
    private static final Logger LOG = System.getLogger(KafkaSide.class.getName());
    private static final Duration PULSE = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final Context context;
    private final InstantSource time;
    private final Cluster cluster;
    private final Rejected rejected;
    private final TrustedKeys ours;
    private final Seals seals;
    private final Trouble trouble = new Trouble();
    private final KafkaJournal journal;
    private Optional<Follower> follower = Optional.empty();
    private Optional<Admin> admin = Optional.empty();
    private Optional<KafkaWriteStream<String, byte[]>> poison = Optional.empty();

    /// @param secret tells which host a record is from
    /// @param scribe whose commands these are
    /// @param outranked told, once, that another controller leads: this one must end
    public KafkaSide(
            Vertx vertx,
            Context context,
            InstantSource time,
            Cluster cluster,
            Scribe scribe,
            FleetSecret secret,
            Rejected rejected,
            Consumer<String> outranked) {
        this.vertx = vertx;
        this.context = context;
        this.time = time;
        this.cluster = cluster;
        this.rejected = rejected;
        this.seals = new Seals(secret);
        this.ours = TrustedKeys.of(scribe.key().trusted());
        AuditTopic auditTopic = new AuditTopic(cluster, time);
        this.journal = new KafkaJournal(
                vertx,
                time,
                () -> writer(cluster.transactionalProducer()),
                new Directives(cluster, time),
                auditTopic,
                new Records(cluster, scribe.key()),
                scribe,
                rival -> outranked.accept(
                        "another controller took over: " + rival.holder() + " leads with epoch " + rival.epoch()),
                why -> trouble.say(Trouble.Source.WRITING, why));
    }

    public Journal journal() {
        return journal;
    }

    /// How many hosts sealed their last heartbeat with the key of a former fleet secret.
    public int formerKeys() {
        return seals.former();
    }

    public AuditLog auditLog() {
        return new KafkaAuditLog(vertx, new AuditTopic(cluster, time), journal::audit);
    }

    /// From nothing to the first decision. Waits for Kafka however long it is away; fails with [TopicsRefused] when the
    /// topics are not what they must be.
    public Future<Void> start(Intake intake) {
        trouble.tell(intake::degraded);
        return topics().compose(_ -> journal.claim())
                .compose(_ -> follow(intake))
                .onSuccess(_ -> {
                    intake.rebuilt();
                    vertx.setPeriodic(PULSE.toMillis(), _ -> pulse());
                });
    }

    public Future<Void> close() {
        Future<Void> followed = follower.map(Follower::close).orElseGet(Future::succeededFuture);
        Future<Void> shelved = poison.map(p -> p.close(1_000)).orElseGet(Future::succeededFuture);
        return Future.join(followed, shelved, journal.close())
                .mapEmpty()
                .eventually(() -> vertx.executeBlocking(
                        () -> {
                            admin.ifPresent(a -> a.close(Duration.ofSeconds(1)));
                            return null;
                        },
                        false))
                .mapEmpty();
    }

    private Future<Void> topics() {
        return vertx.executeBlocking(
                        () -> {
                            if (admin.isEmpty()) {
                                admin = Optional.of(Admin.create(cluster.admin()));
                            }
                            return new Topics(admin.get(), cluster).ensure();
                        },
                        false)
                .map(faults -> Objects.requireNonNull(faults))
                .compose(faults -> faults.isEmpty()
                        ? Future.<Void>succeededFuture()
                        : Future.failedFuture(new TopicsRefused(faults)))
                .recover(cause ->
                        cause instanceof TopicsRefused ? Future.failedFuture(cause) : later(cause, this::topics));
    }

    private Future<Void> follow(Intake intake) {
        if (poison.isEmpty()) {
            poison = Optional.of(writer(cluster.poisonProducer()));
        }
        var stream = KafkaReadStream.create(
                vertx,
                new KafkaConsumer<>(
                        cluster.consumer("follower"), new StringDeserializer(), new ByteArrayDeserializer()));
        stream.exceptionHandler(cause -> LOG.log(Level.WARNING, "Kafka can't be read: " + cause));
        Follower made = new Follower(
                vertx,
                context,
                time,
                cluster,
                stream,
                intake,
                journal,
                new PoisonShelf(cluster, poison.get(), rejected),
                ours,
                seals);
        follower = Optional.of(made);
        return made.follow()
                .recover(cause -> made.close().otherwiseEmpty().compose(_ -> later(cause, () -> follow(intake))));
    }

    private Future<Void> later(Throwable cause, Supplier<Future<Void>> attempt) {
        LOG.log(Level.WARNING, "Kafka at " + cluster.bootstrap() + ": " + cause + "; trying again");
        trouble.say(Trouble.Source.REACHING, Optional.of(unreachable(cause)));
        return vertx.timer(PAUSE.toMillis())
                .mapEmpty()
                .compose(_ -> attempt.get())
                .onSuccess(_ -> trouble.say(Trouble.Source.REACHING, Optional.empty()));
    }

    /// Looks whether Kafka answers, since nothing need be written for a long time and reading does not complain.
    private void pulse() {
        Admin open = admin.orElseThrow();
        Future.fromCompletionStage(open.describeCluster().clusterId().toCompletionStage(), context)
                .onComplete(done -> trouble.say(
                        Trouble.Source.REACHING,
                        done.succeeded() ? Optional.empty() : Optional.of(unreachable(done.cause()))));
    }

    private String unreachable(Throwable cause) {
        return "Kafka at " + cluster.bootstrap() + " does not answer: " + cause.getMessage();
    }

    private KafkaWriteStream<String, byte[]> writer(Map<String, Object> settings) {
        KafkaWriteStream<String, byte[]> made = KafkaWriteStream.create(
                vertx, new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()));
        // Each send's own future says what became of it; without a handler the stream tells the context as well, as if
        // the controller were broken.
        return made.exceptionHandler(cause -> LOG.log(Level.DEBUG, () -> "Kafka did not take a record: " + cause));
    }

    /// The topics are there and are not what the parts rely on.
    public static final class TopicsRefused extends Exception {
        private static final long serialVersionUID = 1L;

        private TopicsRefused(List<String> faults) {
            super(String.join("\n", faults));
        }
    }
}
