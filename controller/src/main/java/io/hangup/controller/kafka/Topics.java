package io.hangup.controller.kafka;

import io.hangup.protocol.wire.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Sees to it that the topics are there and are what the parts rely on. Blocks: not for an event loop.
final class Topics {
    private final Admin admin;
    private final Cluster cluster;

    Topics(Admin admin, Cluster cluster) {
        this.admin = admin;
        this.cluster = cluster;
    }

    /// Creates what is missing and looks at what is there.
    ///
    /// @return what is wrong with topics that exist already: a sentence each, with the cure
    List<String> ensure() throws ExecutionException, InterruptedException {
        Set<String> there = admin.listTopics().names().get();
        List<Topic> foreign = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            if (there.contains(cluster.topic(topic)) || !created(topic)) {
                foreign.add(topic);
            }
        }
        return foreign.isEmpty() ? List.of() : faults(foreign);
    }

    private boolean created(Topic topic) throws ExecutionException, InterruptedException {
        NewTopic wanted = new NewTopic(cluster.topic(topic), Optional.of(topic.partitions()), Optional.empty())
                .configs(topic.settings());
        try {
            admin.createTopics(List.of(wanted)).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                // Somebody was quicker; whether it is right is looked at next.
                return false;
            }
            throw e;
        }
    }

    private List<String> faults(List<Topic> topics) throws ExecutionException, InterruptedException {
        Map<String, ConfigResource> resources = topics.stream()
                .map(cluster::topic)
                .collect(Collectors.toMap(name -> name, name -> new ConfigResource(ConfigResource.Type.TOPIC, name)));
        Map<String, TopicDescription> shapes =
                admin.describeTopics(resources.keySet()).allTopicNames().get();
        Map<ConfigResource, Config> settings =
                admin.describeConfigs(resources.values()).all().get();
        List<String> faults = new ArrayList<>();
        for (Topic topic : topics) {
            String name = cluster.topic(topic);
            int partitions =
                    Objects.requireNonNull(shapes.get(name)).partitions().size();
            if (partitions < topic.partitions()) {
                faults.add("topic " + name + " has " + partitions + " partitions and needs " + topic.partitions()
                        + "; add some with kafka-topics --alter, while no agent runs");
            }
            Config config = Objects.requireNonNull(settings.get(resources.get(name)));
            fault(name, TopicConfig.CLEANUP_POLICY_CONFIG, topic, config).ifPresent(faults::add);
            fault(name, TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, topic, config)
                    .ifPresent(faults::add);
        }
        return faults;
    }

    private static Optional<String> fault(String name, String setting, Topic topic, Config config) {
        String wanted = topic.settings().get(setting);
        String there = config.get(setting).value();
        return wanted == null || wanted.equals(there)
                ? Optional.empty()
                : Optional.of("topic " + name + " has " + setting + "=" + there + " and needs " + wanted
                        + "; set it with kafka-configs --alter, or choose another kafka.prefix");
    }
}
