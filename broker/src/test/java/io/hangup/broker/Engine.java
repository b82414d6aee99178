package io.hangup.broker;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.kafka.KafkaContainer;

/// What runs the Kafka that tests share: Testcontainers where a Docker engine answers, [Broker] otherwise.
enum Engine {
    CONTAINER {
        @Override
        Running start() throws IOException {
            var container = new KafkaContainer("apache/kafka:" + AppInfoParser.getVersion())
                    .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            try {
                container.start();
                return new Running(this, container.getBootstrapServers(), container::stop);
            } catch (ContainerLaunchException e) {
                container.stop();
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Docker answers but Kafka does not start in it; used in-process",
                        e);
                return IN_PROCESS.start();
            }
        }
    },

    IN_PROCESS {
        @Override
        Running start() throws IOException {
            var folder = new ScratchFolder();
            Broker broker = Broker.start(BrokerConfig.in(folder.path()));
            return new Running(this, broker.bootstrap(), () -> {
                try (folder) {
                    broker.close();
                }
            });
        }
    };

    /// The system property that overrules the choice: `container` or `in-process`.
    static final String PROPERTY = "hangup.test.kafka";

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    abstract Running start() throws IOException;

    static Engine choose(Optional<String> asked, BooleanSupplier dockerAnswers) {
        return switch (asked.orElse("")) {
            case "container" -> CONTAINER;
            case "in-process" -> IN_PROCESS;
            case "" -> dockerAnswers.getAsBoolean() ? CONTAINER : IN_PROCESS;
            default -> throw new IllegalArgumentException(PROPERTY + " is 'container' or 'in-process', not " + asked);
        };
    }

    /// The engine for this JVM.
    static Engine chosen() {
        // It logs an error with a stack trace for every place without Docker; what matters, its exceptions say.
        System.setProperty("org.slf4j.simpleLogger.log.org.testcontainers", "off");
        return choose(
                Optional.ofNullable(System.getProperty(PROPERTY)),
                () -> DockerClientFactory.instance().isDockerAvailable());
    }

    /// A Kafka that an engine started, and how to end it.
    record Running(Engine engine, String bootstrap, Ending ending) implements Kafka, AutoCloseable {
        @Override
        public void close() throws IOException {
            ending.end();
        }
    }

    /// Stops what was started and removes what it wrote.
    @FunctionalInterface
    interface Ending {
        void end() throws IOException;
    }
}
