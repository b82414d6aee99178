package io.hangup.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/// A real Apache Kafka in this process: one KRaft node, broker and controller together, serving from [#start] to
/// [#close].
///
/// Clients speak plain text without a password, so it binds the loopback address unless told otherwise. On a fault that
/// Kafka holds to be fatal (its disk is full or gone) it halts the whole process with status 1.
///
/// `KafkaRaftServer` needs its ports beforehand and lets nobody hand it sockets; therefore its three parts are put
/// together here. They are Kafka's internals: this class is the one place that a new Kafka may break.
public final class Broker implements AutoCloseable {
    /// What a clean stop may take; after that, the rest is cut off and recovered at the next start.
    private static final Duration STOP = Duration.ofSeconds(30);

    private final DataFolder folder;
    private final Sockets sockets;
    private final Endpoint address;
    private final ControllerServer controller;
    private final BrokerServer broker;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Broker(BrokerConfig config, DataFolder folder, Sockets sockets) throws BrokerRefused {
        this.folder = folder;
        this.sockets = sockets;
        Endpoint clients = sockets.bind(Settings.CLIENTS, config.listen());
        Endpoint voter = sockets.bind(Settings.CONTROLLER, Endpoint.LOOPBACK);
        address = new Endpoint(config.advertised(), clients.port());
        var kafka = new KafkaConfig(Settings.of(config, folder.logs(), clients, voter), false);
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> disk =
                KafkaRaftServer.initializeLogDirs(kafka, LoggerFactory.getLogger(Broker.class), "");
        var shared = new SharedServer(
                kafka,
                disk._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(
                        Map.of(Settings.NODE, new InetSocketAddress(voter.host(), voter.port()))),
                List.of(),
                new StandardFaultHandlerFactory(),
                sockets);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), disk._2());
        broker = new BrokerServer(shared);
    }

    /// Starts a broker and returns when it serves.
    public static Broker start(BrokerConfig config) throws BrokerRefused {
        DataFolder folder = DataFolder.open(config.data());
        var sockets = new Sockets();
        try {
            var broker = new Broker(config, folder, sockets);
            broker.startup();
            return broker;
        } catch (BrokerRefused e) {
            release(sockets, folder);
            throw e;
        } catch (Exception e) { // Scala does not declare what it throws.
            release(sockets, folder);
            throw unexplained(config, e);
        }
    }

    private void startup() {
        try {
            controller.startup();
            broker.startup();
        } catch (Throwable e) {
            stop();
            throw e;
        }
    }

    private static BrokerRefused unexplained(BrokerConfig config, Exception e) {
        return new BrokerRefused(
                "Kafka did not start on the data folder " + config.data() + " (" + e
                        + "): its log says more; another folder starts afresh.",
                e);
    }

    /// What clients are given as `bootstrap.servers`.
    public String bootstrap() {
        return address.toString();
    }

    /// Where clients reach it, with the port it really has.
    public Endpoint address() {
        return address;
    }

    /// Waits until somebody has closed it.
    public void awaitClosed() {
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    /// Stops serving, writes everything out and lets go of port and folder. Closing twice does nothing.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            stop();
            release(sockets, folder);
        }
    }

    /// The broker first: to leave, it needs the controller.
    private void stop() {
        broker.shutdown(STOP);
        controller.shutdown();
    }

    private static void release(Sockets sockets, DataFolder folder) {
        try (folder) {
            sockets.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(Broker.class).warn("Letting go of the broker's folder or sockets failed", e);
        }
    }
}
