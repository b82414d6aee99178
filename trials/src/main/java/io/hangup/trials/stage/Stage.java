package io.hangup.trials.stage;

import io.hangup.cli.api.Controller;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.wire.FleetSecret;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Running;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A lab with the whole of Hangup on it. Each part can be killed and started again; its state stays.
public final class Stage implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    private static final int KAFKA = 9092;
    private static final int HTTP = 7070;

    private final Lab lab;
    private final Pace pace;
    private final String budget;
    private final Built built = Built.here();
    private final FleetSecret secret = FleetSecret.generate();
    private final SigningKey operator = SigningKey.generate();
    private final Map<String, Host> hosts = new LinkedHashMap<>();
    private final Map<String, Running> parts = new LinkedHashMap<>();

    private Stage(Lab lab, Pace pace, String budget) {
        this.lab = lab;
        this.pace = pace;
        this.budget = budget;
    }

    /// Raises hosts and starts everything; returns once every agent's first snapshot is on Kafka.
    ///
    /// @param rules the rules file's text
    public static Stage raise(String rules, HostPlan... plans) throws IOException {
        return raise(rules, Pace.QUICK, plans);
    }

    /// As above.
    ///
    /// @param pace how often agents look and speak
    public static Stage raise(String rules, Pace pace, HostPlan... plans) throws IOException {
        return raise(rules, pace, "{perHost: 5/10m, fleet: 20/10m}", plans);
    }

    /// As above.
    ///
    /// @param budget the controller's
    public static Stage raise(String rules, Pace pace, String budget, HostPlan... plans) throws IOException {
        var stage = new Stage(Lab.raise(), pace, budget);
        try {
            stage.lab.hosts(plans).forEach(host -> stage.hosts.put(host.name(), host));
            stage.write(rules);
            stage.startBroker();
            stage.startController();
            stage.hosts.keySet().forEach(stage::launchAgent);
            stage.hosts.keySet().forEach(stage::awaitAgent);
            return stage;
        } catch (IOException | RuntimeException e) {
            stage.close();
            throw e;
        }
    }

    /// Does something with it; where that fails, passes on what its processes had said.
    public void attempt(Consumer<String> said, Attempt attempt) throws Exception {
        try {
            attempt.run();
        } catch (Exception e) {
            said.accept(said());
            throw e;
        }
    }

    /// What is done with a stage.
    public interface Attempt {
        void run() throws Exception;
    }

    public Lab lab() {
        return lab;
    }

    public Host host(String name) {
        Host host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name + " on this stage");
        }
        return host;
    }

    public List<Host> hosts() {
        return List.copyOf(hosts.values());
    }

    /// The page's address, reachable from the machine itself.
    public String url() {
        return "http://" + lab.control().address4() + ":" + HTTP;
    }

    public Path token() {
        return lab.folder().resolve("operator.token");
    }

    /// The key of an operator whom every host trusts, to approve with.
    public SigningKey operator() {
        return operator;
    }

    /// A client of the controller, as the CLI has it.
    public Controller api() {
        return StageClient.of(url(), token());
    }

    /// A client of another controller of this fleet.
    public Controller api(String url, String token) {
        return StageClient.of(url, token);
    }

    /// The broker's address.
    public String kafka() {
        return lab.control().address4() + ":" + KAFKA;
    }

    private void write(String rules) throws IOException {
        Path folder = lab.folder();
        SigningKey key = SigningKey.generate();
        key.save(folder.resolve("controller.key"));
        secret.save(folder.resolve("fleet.secret"));
        operator.save(folder.resolve("operator.key"));
        Files.writeString(folder.resolve("operators.pem"), operator.trusted().pem());
        Files.writeString(folder.resolve("trusted.pem"), key.trusted().pem());
        Files.writeString(token(), "stage-" + Long.toHexString(System.nanoTime()) + "-operator-token\n");
        Files.writeString(folder.resolve("rules.yaml"), rules);
        Files.writeString(
                folder.resolve("controller.yaml"),
                """
                listen: %s:%d
                kafka: {bootstrap: "%s"}
                rules: %s
                signingKey: %s
                fleetSecret: %s
                operatorKeys: %s
                operatorTokenFile: %s
                budget: %s
                """.formatted(
                                        lab.control().address4(),
                                        HTTP,
                                        kafka(),
                                        folder.resolve("rules.yaml"),
                                        folder.resolve("controller.key"),
                                        folder.resolve("fleet.secret"),
                                        folder.resolve("operators.pem"),
                                        token(),
                                        budget)
                        + pace.controller());
        for (Host host : hosts.values()) {
            give(host, "/etc/hangup/trusted.pem", key.trusted().pem());
            give(host, "/etc/hangup/operators.pem", operator.trusted().pem());
            settings(host, host.name(), "root");
        }
    }

    private void settings(Host host, String agent, String user) {
        String key = "/etc/hangup/" + agent + ".key";
        give(host, key, key(agent));
        host.exec("chmod", "600", key);
        host.exec("chown", user, key);
        give(host, "/etc/hangup/" + agent + ".yaml", """
                host: %1$s
                kafka: {bootstrap: "%2$s"}
                stateDir: /var/lib/%1$s
                runDir: /var/lib/%1$s/run
                hostKey: /etc/hangup/%1$s.key
                trustedKeys: /etc/hangup/trusted.pem
                operatorKeys: /etc/hangup/operators.pem
                """.formatted(agent, kafka()) + pace.agent());
    }

    /// The text of the key file of one host.
    private String key(String host) {
        Path file = lab.folder().resolve(host + ".key");
        try {
            secret.key(new HostId(host)).save(file);
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds lines to the settings of a host's agent; they hold from its next start.
    public void addSettings(String host, String lines) {
        host(host)
                .command("sh", "-c", "cat >>/etc/hangup/" + host + ".yaml")
                .reading(lines)
                .check();
    }

    private static void give(Host host, String path, String text) {
        host.command("sh", "-c", "mkdir -p \"$(dirname " + path + ")\" && cat >" + path)
                .reading(text)
                .check();
    }

    public void startBroker() {
        start(
                "broker",
                lab.control(),
                built.java("broker", "--data", lab.folder().resolve("kafka").toString(), "--listen", kafka()));
    }

    public void startController() {
        start(
                "controller",
                lab.control(),
                built.java(
                        "controller",
                        "--config",
                        lab.folder().resolve("controller.yaml").toString()));
    }

    public void startAgent(String host) {
        launchAgent(host);
        awaitAgent(host);
    }

    private void launchAgent(String host) {
        launchAgent(host(host), host, List.of());
    }

    private void launchAgent(Host host, String name, List<String> as) {
        List<String> words = new ArrayList<>(as);
        words.addAll(List.of(built.java("agent", "--config", "/etc/hangup/" + name + ".yaml")));
        parts.put(agent(name), host.start(words.toArray(String[]::new)));
    }

    /// One more agent on a host, under a name of its own in the fleet: what it sees stands beside what the first one
    /// does.
    ///
    /// @param user as whom it runs
    /// @param as the words that give or take its rights, such as `setpriv`
    public void addAgent(Host host, String name, String user, List<String> as) {
        settings(host, name, user);
        host.exec("mkdir", "-p", "-m", "777", "/var/lib/" + name);
        launchAgent(host, name, as);
        awaitAgent(name);
    }

    private void awaitAgent(String host) {
        running(agent(host)).await("ready ", TO_START);
    }

    /// The name under which a host's agent can be killed.
    public static String agent(String host) {
        return "agent on " + host;
    }

    private void start(String part, Node where, String[] words) {
        parts.put(part, where.start(words).await("ready ", TO_START));
    }

    /// Kill -9, as a crash does.
    public void kill(String part) {
        running(part).close();
    }

    /// A part's process, for its pid and what it has said.
    public Running running(String part) {
        Running running = parts.get(part);
        if (running == null) {
            throw new IllegalArgumentException("no part " + part + " on this stage");
        }
        return running;
    }

    /// What each part has said, for a failure's report.
    public String said() {
        List<String> all = new ArrayList<>();
        parts.forEach((part, running) -> all.add("--- " + part + (running.alive() ? "" : " (ended)") + "\n"
                + running.said().text().strip()));
        return String.join("\n", all);
    }

    @Override
    public void close() {
        List<String> order = new ArrayList<>(parts.keySet()).reversed();
        for (String part : order) {
            if (running(part).alive()) {
                running(part).stop(TO_STOP);
            }
        }
        lab.close();
    }
}
