package io.hangup.trials.bench;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Built;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.ExecutionException;

/// One host with a real sshd, a desk to log in from, a broker, and everything that is to be measured laid out.
final class Ground implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final int SSH = 22;

    /// Processes that have nothing to do with ssh, as many as an ordinary server has: whoever reads all of `/proc`
    /// pays for them.
    private static final int BYSTANDERS = 290;

    private static final int KAFKA = 9092;
    private static final String CONFIG = "/etc/hangup/agent.yaml";
    private static final String HOST_KEY = "/etc/hangup/host.key";
    private static final String TRUSTED = "/etc/hangup/trusted.pem";

    private final Lab lab;
    private final Built built = Built.here();
    private final Host host;
    private final Crowd crowd;
    private final Tools tools;
    private final Running broker;
    private final Published published;

    private Ground(Lab lab) throws IOException, ExecutionException, InterruptedException {
        this.lab = lab;
        broker = lab.control()
                .start(built.java(
                        "broker", "--data", lab.folder().resolve("kafka").toString(), "--listen", kafka()));
        host = lab.hosts(HostPlan.named("bench").sshd(SSH).setting("MaxStartups 1000"))
                .getFirst();
        host.daemon("bash -c 'for ((i = 0; i < " + BYSTANDERS + "; i++)); do sleep infinity & done; wait'");
        crowd = Crowd.at(lab.node("desk"), lab, host);
        tools = Tools.into(host, built.home().resolve("trials/src/main"), lab.folder());
        Files.createDirectory(Tools.seen(host, "/etc/hangup"));
        Files.writeString(
                Tools.seen(host, TRUSTED), SigningKey.generate().trusted().pem());
        FleetSecret.generate().key(new HostId(host.name())).save(Tools.seen(host, HOST_KEY));
        broker.await("ready ", TO_START);
        published = Published.on(kafka());
    }

    static Ground raise() throws IOException, ExecutionException, InterruptedException {
        Lab lab = Lab.raise();
        try {
            return new Ground(lab);
        } catch (IOException | ExecutionException | InterruptedException | RuntimeException e) {
            lab.close();
            throw e;
        }
    }

    Host host() {
        return host;
    }

    Crowd crowd() {
        return crowd;
    }

    /// Whether there is a C compiler here, and so the floors.
    boolean floors() {
        return tools.floors();
    }

    Published published() {
        return published;
    }

    private String kafka() {
        return lab.control().address4() + ":" + KAFKA;
    }

    /// Starts an agent and returns once its first snapshot is on Kafka.
    ///
    /// @param rhythm lines of its settings that differ from the defaults
    MeasuredAgent agent(String rhythm) throws IOException {
        Files.writeString(Tools.seen(host, CONFIG), """
                host: %s
                kafka: {bootstrap: "%s"}
                stateDir: /var/lib/hangup
                runDir: /var/lib/hangup/run
                trustedKeys: %s
                hostKey: %s
                %s
                """.formatted(host.name(), kafka(), TRUSTED, HOST_KEY, rhythm));
        published.forget();
        Running process = host.start(built.java("agent", "--config", CONFIG));
        return new MeasuredAgent(process.await("ready ", TO_START));
    }

    /// CPU milliseconds a second of an agent over a window, in which what it publishes is read.
    double millisPerSecond(MeasuredAgent agent, Duration window) {
        long start = System.nanoTime();
        Gauge.Cpu before = agent.gauge().cpu();
        published.follow(window);
        return agent.gauge().cpu().since(before).toNanos() * 1e3 / (System.nanoTime() - start);
    }

    @Override
    public void close() {
        published.close();
        broker.close();
        lab.close();
    }

    /// An agent that runs, with its gauge.
    record MeasuredAgent(Running process) implements AutoCloseable {
        Gauge gauge() {
            if (!process.alive()) {
                throw new IllegalStateException(
                        "the agent has ended: " + process.said().text().strip());
            }
            return new Gauge(process.pid());
        }

        boolean alive() {
            return process.alive();
        }

        /// Nothing of it is needed any more, so it need not stop in good order.
        @Override
        public void close() {
            process.close();
        }
    }
}
