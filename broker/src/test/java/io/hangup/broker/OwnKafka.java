package io.hangup.broker;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A Kafka that belongs to one test, which may stop it and start it again on the same port and data folder.
///
/// A test method with a parameter of this type gets its own from [KafkaExtension]; a constructor or `@BeforeAll` gets
/// one for its whole class. Always [Broker], also where Docker is: a container comes back on another port.
public final class OwnKafka implements Kafka, AutoCloseable {
    private final ScratchFolder folder;
    private final BrokerConfig config;
    private @Nullable Broker running;

    private OwnKafka(ScratchFolder folder, BrokerConfig config, Broker running) {
        this.folder = folder;
        this.config = config;
        this.running = running;
    }

    static OwnKafka start() throws IOException {
        var folder = new ScratchFolder();
        BrokerConfig config = BrokerConfig.in(folder.path());
        Broker broker = Broker.start(config);
        return new OwnKafka(folder, config.listeningOn(broker.address()), broker);
    }

    /// The same before, during and after a stop.
    @Override
    public String bootstrap() {
        return config.listen().toString();
    }

    /// Stops it cleanly; the records stay. Does nothing when it is stopped.
    public void stop() {
        if (running != null) {
            running.close();
            running = null;
        }
    }

    /// Starts it again where it was, and returns when it serves. Does nothing when it runs.
    public void restart() throws BrokerRefused {
        if (running == null) {
            running = Broker.start(config);
        }
    }

    @Override
    public void close() throws IOException {
        try (folder) {
            stop();
        }
    }
}
