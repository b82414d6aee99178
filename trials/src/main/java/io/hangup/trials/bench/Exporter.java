package io.hangup.trials.bench;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Requirements;
import io.hangup.trials.lab.Running;
import java.time.Duration;
import java.util.OptionalDouble;

/// Prometheus' node_exporter with what it collects by default, as a daemon that is asked: no session, no verdict, the
/// cost that people accept on each host.
final class Exporter implements AutoCloseable {
    static final String LABEL = "node_exporter, a scrape";
    static final String PROGRAM = "prometheus-node-exporter";

    private static final int SCRAPES = 5;
    private static final String SCRAPE = """
            exec 3<>/dev/tcp/127.0.0.1/9100 || exit 1
            printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3
            grep -c ^node_ <&3
            """;

    private final Host host;
    private final Running process;

    private Exporter(Host host) {
        this.host = host;
        process = host.start(PROGRAM, "--web.listen-address=127.0.0.1:9100", "--log.level=error");
        if (!Patience.within(Duration.ofSeconds(20), this::answers)) {
            process.close();
            throw new IllegalStateException(
                    PROGRAM + " does not answer: " + process.said().text());
        }
    }

    static boolean here() {
        return Requirements.has(PROGRAM);
    }

    static Exporter on(Host host) {
        return new Exporter(host);
    }

    /// CPU milliseconds a scrape, of its own process alone; empty when it did not answer each time.
    OptionalDouble scraped() {
        Gauge.Cpu before = new Gauge(process.pid()).cpu();
        for (int i = 0; i < SCRAPES; i++) {
            if (!answers()) {
                return OptionalDouble.empty();
            }
        }
        Duration used = new Gauge(process.pid()).cpu().since(before);
        return OptionalDouble.of(used.toNanos() / 1e6 / SCRAPES);
    }

    private boolean answers() {
        return host.command("bash", "-c", SCRAPE).run().good();
    }

    @Override
    public void close() {
        process.close();
    }
}
