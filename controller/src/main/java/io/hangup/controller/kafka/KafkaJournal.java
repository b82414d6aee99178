package io.hangup.controller.kafka;

import io.hangup.controller.govern.Effect;
import io.hangup.controller.loop.Journal;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.ocsf.AuditWriter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.kafka.client.producer.KafkaWriteStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;

/// Writes in Kafka transactions under one transactional id for the whole fleet. The moves: unclaimed → leading;
/// leading → recovering (a transaction broke) → leading again, or outranked (another controller leads: the end).
///
/// A broken transaction may still have been committed. So every one carries the number of its turn, and after a new
/// producer has settled the old one's affairs the last directive says which turn was the last to count.
public final class KafkaJournal implements Journal {
    private static final Logger LOG = System.getLogger(KafkaJournal.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /// Whoever fenced us writes its epoch at once; this is how often we look for it before we think of a timeout.
    private static final int LOOKS_FOR_RIVAL = 5;

    /// The audit is signed at least so often, also when nothing is written: so it shows when its end is cut off.
    static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(10);

    private static final int CHECKPOINT_RECORDS = 1_000;

    private final Vertx vertx;
    private final InstantSource time;
    private final Supplier<KafkaWriteStream<String, byte[]>> producers;
    private final Directives directives;
    private final AuditTopic auditTopic;
    private final Records records;
    private final Scribe scribe;
    private final Consumer<Directive> outranked;
    private final Consumer<Optional<String>> trouble;
    private @Nullable KafkaWriteStream<String, byte[]> producer;
    private Directive last = Directive.NONE;

    /// @param outranked told once, when another controller leads; nothing is written from then on
    /// @param trouble told why Kafka can't be written to, and of the end of that
    KafkaJournal(
            Vertx vertx,
            InstantSource time,
            Supplier<KafkaWriteStream<String, byte[]>> producers,
            Directives directives,
            AuditTopic auditTopic,
            Records records,
            Scribe scribe,
            Consumer<Directive> outranked,
            Consumer<Optional<String>> trouble) {
        this.vertx = vertx;
        this.time = time;
        this.producers = producers;
        this.directives = directives;
        this.auditTopic = auditTopic;
        this.records = records;
        this.scribe = scribe;
        this.outranked = outranked;
        this.trouble = trouble;
    }

    @Override
    public long epoch() {
        return last.epoch();
    }

    @Override
    public boolean due() {
        return last.audit().filter(head -> due(head, time.instant())).isPresent();
    }

    /// How far the audit has come.
    Optional<Head> audit() {
        return last.audit();
    }

    /// Takes the lead, however long Kafka is away: shuts out an older controller, then counts the epoch up.
    Future<Void> claim() {
        return again(this::tryToClaim, FIRST_PAUSE);
    }

    @Override
    public Future<Written> write(List<Effect> effects) {
        Instant now = time.instant();
        AuditWriter audit =
                new AuditWriter(scribe.author(last.epoch()), last.audit().orElseThrow());
        List<ProducerRecord<String, byte[]>> written = new ArrayList<>();
        effects.forEach(effect -> written.add(records.of(effect, audit, now)));
        if (due(audit.head(), now)) {
            written.add(records.audited(audit.checkpoint(false, "", now)));
        }
        Directive mine = last.next(now, audit.head());
        return transaction(written, mine)
                .<Written>map(_ -> {
                    last = mine;
                    return new Written.Kept();
                })
                .recover(cause -> {
                    LOG.log(Level.WARNING, "Kafka did not take a transaction, recovering: " + cause);
                    trouble.accept(Optional.of("Kafka does not take what is decided: " + brief(cause)));
                    int looks = fenced(cause) ? LOOKS_FOR_RIVAL : 0;
                    return again(() -> recover(mine, looks), FIRST_PAUSE);
                });
    }

    /// Whether a directive that came in says that another controller leads.
    void heed(Directive heard) {
        if (heard.epoch() > last.epoch() && last.epoch() > 0) {
            outranked.accept(heard);
        }
    }

    Future<Void> close() {
        return producer == null ? Future.succeededFuture() : producer.close(2_000);
    }

    private Future<Void> tryToClaim() {
        return newProducer()
                .compose(_ -> lastDirective())
                .compose(found -> auditEnd(found).compose(end -> begin(found.following(time.instant()), end)));
    }

    private Future<Void> begin(long epoch, AuditTopic.End end) {
        Instant now = time.instant();
        if (!end.remark().isEmpty()) {
            LOG.log(Level.WARNING, "the audit: " + end.remark());
        }
        AuditWriter audit = new AuditWriter(scribe.author(epoch), end.head());
        List<ProducerRecord<String, byte[]>> first =
                List.of(records.audited(audit.checkpoint(true, end.remark(), now)));
        Directive mine = new Directive(epoch, 0, scribe.name(), now, Optional.of(audit.head()));
        return transaction(first, mine).onSuccess(_ -> {
            last = mine;
            LOG.log(Level.INFO, "leads with epoch " + epoch);
        });
    }

    private static boolean due(Head head, Instant now) {
        return head.sequence() - head.signed() >= CHECKPOINT_RECORDS
                || Duration.between(head.signedAt(), now).compareTo(CHECKPOINT_EVERY) >= 0;
    }

    private Future<Written> recover(Directive broken, int looks) {
        return lastDirective().compose(before -> {
            if (before.epoch() > broken.epoch()) {
                outranked.accept(before);
                return Promise.<Written>promise().future();
            }
            if (looks > 0) {
                return vertx.timer(500).mapEmpty().compose(_ -> recover(broken, looks - 1));
            }
            return newProducer().compose(_ -> lastDirective()).compose(after -> settle(broken, after));
        });
    }

    /// The old producer's transaction is committed or aborted by now, and the last directive tells which.
    private Future<Written> settle(Directive broken, Directive after) {
        if (after.epoch() > broken.epoch()) {
            // The rival claimed between our two looks and we have shut it out since: claim anew, above it.
            return tryToClaim().map(new Written.NotKept("another controller led for a moment"));
        }
        if (after.epoch() < broken.epoch()) {
            return tryToClaim().map(new Written.NotKept("Kafka has lost who leads: its topics were made anew"));
        }
        boolean kept = after.reached(broken);
        last = kept ? broken : after;
        LOG.log(Level.INFO, "recovered; the broken transaction was " + (kept ? "kept" : "not kept"));
        return Future.succeededFuture(
                kept ? new Written.Kept() : new Written.NotKept("the transaction was not committed"));
    }

    private Future<Void> transaction(List<ProducerRecord<String, byte[]>> written, Directive directive) {
        KafkaWriteStream<String, byte[]> open = producer;
        if (open == null) {
            return Future.failedFuture(new IllegalStateException("there is no producer"));
        }
        return open.beginTransaction()
                .compose(_ -> {
                    List<Future<?>> sends = new ArrayList<>();
                    written.forEach(record -> sends.add(open.send(record)));
                    ProducerRecord<String, byte[]> mark = records.of(directive);
                    sends.add(open.send(mark));
                    return Future.all(sends);
                })
                .compose(_ -> open.commitTransaction());
    }

    private Future<Void> newProducer() {
        KafkaWriteStream<String, byte[]> old = producer;
        producer = null;
        Future<Void> gone = old == null ? Future.succeededFuture() : old.close(1_000);
        return gone.otherwiseEmpty().compose(_ -> {
            KafkaWriteStream<String, byte[]> made = producers.get();
            return made.initTransactions()
                    .onSuccess(_ -> producer = made)
                    .recover(cause -> made.close(1_000).otherwiseEmpty().compose(_ -> Future.failedFuture(cause)));
        });
    }

    private Future<Directive> lastDirective() {
        return vertx.executeBlocking(directives::last, false).map(found -> Objects.requireNonNull(found));
    }

    private Future<AuditTopic.End> auditEnd(Directive found) {
        return vertx.executeBlocking(() -> auditTopic.end(found.audit()), false)
                .map(end -> Objects.requireNonNull(end));
    }

    /// Tries until it works, with longer and longer pauses.
    private <T> Future<T> again(Supplier<Future<T>> attempt, Duration pause) {
        return attempt.get().onSuccess(_ -> trouble.accept(Optional.empty())).recover(cause -> {
            LOG.log(Level.WARNING, "Kafka: " + cause + "; trying again in " + pause.toMillis() + " ms");
            trouble.accept(Optional.of("Kafka can't be written to: " + brief(cause)));
            Duration longer = pause.multipliedBy(2);
            return vertx.timer(pause.toMillis())
                    .mapEmpty()
                    .compose(_ -> again(attempt, longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer));
        });
    }

    private static boolean fenced(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof ProducerFencedException || t instanceof InvalidProducerEpochException) {
                return true;
            }
        }
        return false;
    }

    private static String brief(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
