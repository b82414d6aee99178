package io.hangup.controller.kafka;

import io.hangup.controller.loop.Intake;
import io.hangup.protocol.wire.Topic;
import io.hangup.protocol.wire.TrustedKeys;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.consumer.KafkaReadStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;

/// Reads everything a controller must know: first what was there when it began, then whatever comes. It belongs to no
/// consumer group: every controller reads all.
final class Follower {
    private static final Logger LOG = System.getLogger(Follower.class.getName());
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// Read whole: compacted, so one record a host or a finding.
    private static final Set<Topic> WHOLE = Set.of(Topic.SNAPSHOTS, Topic.FINDINGS);

    /// Read from so long ago: an older heartbeat says nothing that its snapshot does not, an older command is over.
    private static final Map<Topic, Duration> RECENT = Map.of(
            Topic.HEARTBEATS, Duration.ofMinutes(5),
            Topic.COMMANDS, Duration.ofHours(24),
            Topic.RECEIPTS, Duration.ofHours(24));

    private final Vertx vertx;
    private final Context context;
    private final InstantSource time;
    private final Cluster cluster;
    private final KafkaReadStream<String, byte[]> stream;
    private final Intake intake;
    private final KafkaJournal journal;
    private final PoisonShelf shelf;
    private final Reader reader;
    private final Set<TopicPartition> behind = new HashSet<>();
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private boolean closed;

    Follower(
            Vertx vertx,
            Context context,
            InstantSource time,
            Cluster cluster,
            KafkaReadStream<String, byte[]> stream,
            Intake intake,
            KafkaJournal journal,
            PoisonShelf shelf,
            TrustedKeys ours,
            Seals seals) {
        this.vertx = vertx;
        this.context = context;
        this.time = time;
        this.cluster = cluster;
        this.stream = stream;
        this.intake = intake;
        this.journal = journal;
        this.shelf = shelf;
        Map<String, Topic> names = new HashMap<>();
        WHOLE.forEach(topic -> names.put(cluster.topic(topic), topic));
        RECENT.keySet().forEach(topic -> names.put(cluster.topic(topic), topic));
        this.reader = new Reader(names, ours, seals);
    }

    /// Completes when everything that was there at the call has been handed to the intake; reading goes on after that.
    Future<Void> follow() {
        return partitions()
                .compose(all -> here(stream.assign(all)).compose(_ -> seek(all)))
                .compose(_ -> catchUp())
                .onSuccess(_ -> go());
    }

    Future<Void> close() {
        closed = true;
        return stream.close();
    }

    private Future<Set<TopicPartition>> partitions() {
        List<Future<?>> asked = new ArrayList<>();
        Set<TopicPartition> all = new HashSet<>();
        for (Topic topic : Topic.values()) {
            if (WHOLE.contains(topic) || RECENT.containsKey(topic) || topic == Topic.DIRECTIVES) {
                asked.add(here(stream.partitionsFor(cluster.topic(topic)))
                        .onSuccess(found ->
                                found.forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())))));
            }
        }
        return Future.all(asked).map(all);
    }

    private Future<Void> seek(Set<TopicPartition> all) {
        Set<TopicPartition> whole = new HashSet<>();
        Set<TopicPartition> last = new HashSet<>();
        Map<TopicPartition, Long> since = new HashMap<>();
        for (TopicPartition partition : all) {
            if (partition.topic().equals(cluster.topic(Topic.DIRECTIVES))) {
                last.add(partition);
                continue;
            }
            Topic topic = reader.topic(partition.topic());
            if (WHOLE.contains(topic)) {
                whole.add(partition);
            } else {
                since.put(partition, time.instant().minus(RECENT.get(topic)).toEpochMilli());
            }
        }
        // The ends first: what comes meanwhile is behind them, and none of it is passed over. A seek to the end would
        // be
        // carried out later, behind it.
        return here(stream.endOffsets(all))
                .onSuccess(found -> {
                    ends.putAll(found);
                    behind.addAll(found.keySet());
                })
                .compose(_ -> here(stream.seekToBeginning(whole)))
                .compose(_ -> seekTo(last, Map.of()))
                .compose(_ -> here(stream.offsetsForTimes(since)))
                .compose(found -> seekTo(since.keySet(), found));
    }

    /// To where was found, or else to the end as it was.
    private Future<Void> seekTo(Set<TopicPartition> partitions, Map<TopicPartition, OffsetAndTimestamp> found) {
        List<Future<?>> seeks = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndTimestamp offset = found.get(partition);
            seeks.add(
                    here(stream.seek(partition, offset == null ? ends.getOrDefault(partition, 0L) : offset.offset())));
        }
        return Future.all(seeks).mapEmpty();
    }

    /// Reads until every partition has reached where it ended at the start. Records of aborted transactions and those
    /// compacted away take up offsets too, so the position counts and not the last record.
    private Future<Void> catchUp() {
        List<Future<?>> asked = new ArrayList<>();
        for (TopicPartition partition : List.copyOf(behind)) {
            asked.add(here(stream.position(partition)).onSuccess(position -> {
                if (position >= ends.getOrDefault(partition, 0L)) {
                    behind.remove(partition);
                }
            }));
        }
        return Future.all(asked)
                .compose(_ -> behind.isEmpty() ? Future.succeededFuture() : step().compose(_ -> catchUp()));
    }

    private void go() {
        if (closed) {
            return;
        }
        step().onComplete(done -> {
            if (done.succeeded()) {
                go();
            } else if (!closed) {
                LOG.log(Level.WARNING, "Kafka can't be read, trying again: " + done.cause());
                vertx.timer(PAUSE.toMillis()).onComplete(_ -> go());
            }
        });
    }

    private Future<Void> step() {
        return here(stream.poll(POLL)).compose(records -> {
            take(records);
            return intake.room();
        });
    }

    private void take(ConsumerRecords<String, byte[]> records) {
        for (ConsumerRecord<String, byte[]> record : records) {
            if (record.topic().equals(cluster.topic(Topic.DIRECTIVES))) {
                Directives.read(record).ifPresent(journal::heed);
            } else {
                take(record);
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        switch (reader.read(record)) {
            case Read.Good(var arrival) ->
                intake.take(arrival)
                        .ifPresent(rejection -> shelf.setAside(
                                reader.topic(record.topic()), record, rejection.reason(), rejection.why()));
            case Read.Refused(var reason, var why) ->
                shelf.setAside(reader.topic(record.topic()), record, reason.label(), why);
        }
    }

    /// The stream completes its futures on its own thread; the state is touched on ours only.
    private <T> Future<T> here(Future<T> elsewhere) {
        Promise<T> promise = Promise.promise();
        elsewhere.onComplete(done -> context.runOnContext(_ -> promise.complete(done.result(), done.cause())));
        return promise.future();
    }
}
