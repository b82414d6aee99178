package io.hangup.trials.guarantee;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.CommandTarget;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Listener;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Deeds;
import io.hangup.trials.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Two hosts with people on them. `web-1` allows two connections in ten minutes to be ended, and none of alice's, a
/// restart on an operator's word but of no unit, and background jobs to be reaped; `web-2` is paused.
final class Site implements AutoCloseable {
    static final String OPEN = "web-1";
    static final String PAUSED = "web-2";
    static final int BUDGET = 2;

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TO_ANSWER = Duration.ofSeconds(5);

    private final Stage stage;
    private final List<Scene> people = new ArrayList<>();

    private Site(Stage stage) {
        this.stage = stage;
    }

    static Site raise() throws IOException {
        var site = new Site(Stage.raise(
                "rules: []\n",
                HostPlan.named(OPEN).sshd(22),
                HostPlan.named(PAUSED).sshd(22)));
        try {
            site.policy();
            for (String user : List.of("alice", "alice", "bob", "bob", "bob", "carol")) {
                site.people.add(Scenes.idle(site.stage.lab().control(), site.stage.host(OPEN), user));
            }
            site.people.add(Scenes.idle(site.stage.lab().control(), site.stage.host(PAUSED), "bob"));
            Patience.await("everybody in the list", PATIENCE, () -> site.rows().size() == site.people.size());
            return site;
        } catch (RuntimeException e) {
            site.close();
            throw e;
        }
    }

    private void policy() {
        stage.host(OPEN)
                .command("sh", "-c", "cat >/etc/hangup/policy.yaml && chmod 644 /etc/hangup/policy.yaml")
                .reading("""
                        allow: [probe, drop]
                        approve: [restart-sshd, reap]
                        protect: {users: [alice]}
                        budget: {drop: %d/10m, probe: 1000/10m}
                        """.formatted(BUDGET))
                .check();
        stage.host(PAUSED).exec("touch", "/etc/hangup/paused");
    }

    Stage stage() {
        return stage;
    }

    /// Who has everything that the control plane has.
    Attacker attacker() throws IOException {
        return new Attacker(
                SigningKey.load(stage.lab().folder().resolve("controller.key")),
                stage.operator(),
                this::boot,
                stage.kafka());
    }

    private BootId boot(String host) {
        return new BootId(
                stage.host(host).exec("cat", "/proc/sys/kernel/random/boot_id").strip());
    }

    /// All sessions in the list.
    List<SessionRow> rows() {
        try {
            Controller api = stage.api();
            return api.sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.leader().isPresent())
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }

    /// The sessions of one person on one host.
    List<CommandTarget.OneConnection> of(String host, String user) {
        return rows().stream()
                .filter(row -> row.host().value().equals(host))
                .filter(row -> row.user()
                        .filter(account -> account.name().equals(user))
                        .isPresent())
                .map(Site::target)
                .toList();
    }

    private static CommandTarget.OneConnection target(SessionRow row) {
        String cookie = row.connection().substring(row.connection().lastIndexOf('-') + 1);
        HostProcess server = row.server().orElseThrow();
        return new CommandTarget.OneConnection(
                SocketCookie.parse(cookie), row.local(), row.peer(), server.stamp(), server.uid());
    }

    /// A process of a host, as commands name it.
    ProcessStamp process(String host, String pid) {
        String ticks = stage.host(host)
                .exec("sh", "-c", "sed 's/.*) //' /proc/" + pid + "/stat | cut -d' ' -f20")
                .strip();
        return new ProcessStamp(Integer.parseInt(pid), Long.parseLong(ticks));
    }

    /// The SSH server of a host, as commands name it.
    CommandTarget.Server server(String host) {
        try {
            Controller api = stage.api();
            Listener listener = api.hosts().value().rows().stream()
                    .filter(row -> row.host().value().equals(host))
                    .flatMap(row -> row.listeners().stream())
                    .findFirst()
                    .orElseThrow();
            return new CommandTarget.Server(
                    listener.address(),
                    listener.process().stamp(),
                    listener.process().uid());
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list hosts", e);
        }
    }

    /// A process that has outlived no login, as if it had.
    CommandTarget.OneOrphan orphan(String host, String pid) {
        String facts = stage.host(host)
                .exec("sh", "-c", "stat -c %u /proc/" + pid + "; cat /proc/" + pid + "/sessionid")
                .strip();
        String[] lines = facts.split("\\s+", -1);
        return new CommandTarget.OneOrphan(process(host, pid), Integer.parseInt(lines[0]), Long.parseLong(lines[1]));
    }

    /// The pid, within its host, of the agent there.
    String agent(String host) {
        return stage.host(host)
                .exec("pgrep", "-o", "-f", "io.hangup.agent.Main")
                .strip();
    }

    /// The pid, within its host, of a shell of somebody who is logged in.
    String shell(String host, String user) {
        return rows().stream()
                .filter(row -> row.host().value().equals(host))
                .filter(row -> row.user()
                        .filter(account -> account.name().equals(user))
                        .isPresent())
                .map(row -> Integer.toString(row.leader().orElseThrow().pid()))
                .findFirst()
                .orElseThrow();
    }

    /// The pid, within its host, of the sshd that waits for clients there.
    String listener(String host) {
        return stage.host(host).exec("pgrep", "-o", "-x", "sshd").strip();
    }

    /// Keeps the agent's state as it is now, as a snapshot of the disk would.
    void keepDisk(String host) {
        stage.host(host).exec("cp", "-a", "/var/lib/" + host, "/var/lib/kept");
    }

    /// Ends the agent, puts its state back as it was kept, and starts it again. What is in `/run` is not on a disk.
    void putDiskBack(String host) {
        stage.kill(Stage.agent(host));
        stage.host(host).exec("sh", "-c", "rm -rf /var/lib/kept/run && cp -a /var/lib/kept/. /var/lib/" + host + "/");
        stage.startAgent(host);
    }

    /// How many of the sessions of one person on one host still answer.
    long answering(String host, String user) {
        return people.stream()
                .filter(scene ->
                        scene.host().name().equals(host) && scene.user().equals(user))
                .filter(scene -> scene.answers(TO_ANSWER))
                .count();
    }

    /// Waits until a host has answered a command, and so all that were written before it.
    void awaitAnswer(CommandId command) {
        Patience.await(
                "an answer to " + command, PATIENCE, () -> receipt(command).isPresent());
    }

    Optional<Receipt> receipt(CommandId command) {
        return receipts().stream()
                .filter(receipt -> receipt.command().equals(command))
                .findFirst();
    }

    /// Everything that hosts have answered.
    List<Receipt> receipts() {
        return Deeds.of(stage).receipts();
    }

    /// Whether somebody new can log in to a host and work.
    boolean admits(String name) {
        Host host = stage.host(name);
        try (Scene scene = Scenes.idle(stage.lab().control(), host, "carol")) {
            return scene.answers(TO_ANSWER);
        }
    }

    @Override
    public void close() {
        people.forEach(Scene::close);
        stage.close();
    }
}
