package io.hangup.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What its clients rely on.
@ExtendWith(KafkaExtension.class)
class BrokerTest {
    @Test
    void recordsAndCommittedOffsetsSurviveARestartOnTheSamePort(OwnKafka kafka) throws Exception {
        var clients = new Clients(kafka.bootstrap());
        var partition = new TopicPartition("kept", 0);
        clients.createTopic("kept");
        clients.send("kept", List.of("a", "b", "c"));
        commit(clients, partition, 2);

        kafka.stop();
        kafka.restart();

        assertThat(clients.read("kept")).containsExactly("a", "b", "c");
        assertThat(committed(clients, partition)).containsExactly(Map.entry(partition, new OffsetAndMetadata(2)));
    }

    @Test
    void aClientThatWasConnectedGoesOnAfterARestart(OwnKafka kafka) throws Exception {
        var clients = new Clients(kafka.bootstrap());
        clients.createTopic("on");
        try (KafkaProducer<String, String> producer = clients.producer()) {
            producer.send(new ProducerRecord<>("on", "before")).get();

            kafka.stop();
            kafka.restart();
            producer.send(new ProducerRecord<>("on", "after")).get();
        }

        assertThat(clients.read("on")).containsExactly("before", "after");
    }

    @Test
    void theNewerOfTwoTransactionalProducersFencesTheOlder(Kafka kafka) throws Exception {
        var clients = new Clients(kafka.bootstrap());
        String topic = kafka.fresh("fenced");
        clients.createTopic(topic);
        try (KafkaProducer<String, String> older = clients.transactional(topic);
                KafkaProducer<String, String> newer = clients.transactional(topic)) {
            older.initTransactions();
            older.beginTransaction();
            older.send(new ProducerRecord<>(topic, "of the older")).get();

            newer.initTransactions();

            assertThatThrownBy(older::commitTransaction).isInstanceOf(ProducerFencedException.class);
            newer.beginTransaction();
            newer.send(new ProducerRecord<>(topic, "of the newer")).get();
            newer.commitTransaction();
        }
        assertThat(clients.read(topic)).containsExactly("of the newer");
    }

    @Test
    void aTransactionIsAsGoodAfterARestart(OwnKafka kafka) throws Exception {
        var clients = new Clients(kafka.bootstrap());
        clients.createTopic("whole");
        transact(clients, "first");

        kafka.stop();
        kafka.restart();
        transact(clients, "second");

        assertThat(clients.read("whole")).containsExactly("first", "second");
    }

    @Test
    void aMisspeltTopicIsNotMadeByWritingToIt(Kafka kafka) throws Exception {
        var clients = new Clients(kafka.bootstrap());
        String topic = kafka.fresh("mispelt");

        try (KafkaProducer<String, String> producer = clients.hasty()) {
            assertThat(producer.send(new ProducerRecord<>(topic, "x")))
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .withMessageContaining("not present in metadata");
        }

        assertThat(clients.topics()).doesNotContain(topic);
    }

    private static void transact(Clients clients, String value) throws Exception {
        try (KafkaProducer<String, String> producer = clients.transactional("writer")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("whole", value)).get();
            producer.commitTransaction();
        }
    }

    private static void commit(Clients clients, TopicPartition partition, long offset) {
        try (KafkaConsumer<String, String> consumer = clients.consumer("group")) {
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(offset)));
        }
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Clients clients, TopicPartition partition) {
        try (KafkaConsumer<String, String> consumer = clients.consumer("group")) {
            return consumer.committed(Set.of(partition));
        }
    }
}
