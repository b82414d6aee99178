package io.hangup.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;

/// The Kafka settings of a single small node. Sizes are bytes, times milliseconds.
final class Settings {
    static final int NODE = 1;
    static final String CLIENTS = "CLIENTS";
    static final String CONTROLLER = "CONTROLLER";

    /// Settings that [Broker] works out itself.
    private static final Set<String> OWN = Set.of(
            "process.roles",
            "node.id",
            "broker.id",
            "log.dir",
            "log.dirs",
            "metadata.log.dir",
            "listeners",
            "advertised.listeners",
            "controller.listener.names",
            "controller.quorum.voters",
            "controller.quorum.bootstrap.servers",
            "inter.broker.listener.name");

    /// Settings that Kafka takes but does not list.
    private static final Set<String> UNLISTED =
            Set.of(StandardAuthorizer.SUPER_USERS_CONFIG, StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG);

    private static final Map<String, String> SMALL_NODE = Map.ofEntries(
            // Topics are created by those who know their partitions and retention, never by a typo.
            Map.entry("auto.create.topics.enable", "false"),
            Map.entry("num.partitions", "1"),

            // One node holds the only copy, of Kafka's own topics too; without these, transactions and groups wait for
            // replicas that never come.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "1"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "1"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),

            // A controller that restarts should lead at once, not after the 3 s that a large group may need to gather.
            Map.entry("group.initial.rebalance.delay.ms", "0"),

            // Threads and buffers for hundreds of hosts, not for a data centre. The cleaner's map alone would take
            // 128 MiB of heap; 4 MiB hold 150,000 keys a pass.
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),

            // What clients send is bounded before it is read, so that nobody fills the heap with one length field.
            Map.entry("socket.request.max.bytes", "16777216"),
            Map.entry("queued.max.request.bytes", "33554432"),

            // After a kill, the controller takes the broker of before for alive until its session ends, and lets no
            // other in: with Kafka's 9 s, a start took 8 s longer.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),

            // The metadata log would get a record every 500 ms even when nothing happens.
            Map.entry("metadata.max.idle.interval.ms", "5000"));

    private Settings() {}

    static void refuseForeign(String setting) {
        if (OWN.contains(setting)) {
            throw new IllegalArgumentException(
                    "'" + setting + "' is not to be overridden: it follows from the data folder and the address");
        }
        if (!KafkaConfig.configNames().contains(setting)
                && !UNLISTED.contains(setting)
                && !setting.startsWith("listener.name.")) {
            throw new IllegalArgumentException("'" + setting + "' is not a setting of Kafka");
        }
    }

    /// Everything Kafka is told, once both addresses are bound.
    static Map<String, String> of(BrokerConfig config, Path logs, Endpoint clients, Endpoint controller) {
        var settings = new HashMap<String, String>(SMALL_NODE);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.putAll(config.overrides());
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put("log.dirs", logs.toString());
        settings.put("listeners", CLIENTS + "://" + clients + "," + CONTROLLER + "://" + controller);
        settings.put("advertised.listeners", CLIENTS + "://" + new Endpoint(config.advertised(), clients.port()));
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@" + controller);
        settings.put("inter.broker.listener.name", CLIENTS);
        return settings;
    }
}
