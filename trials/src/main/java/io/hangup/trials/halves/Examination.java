package io.hangup.trials.halves;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// What is asked of one installed host.
final class Examination {
    private static final Duration TO_SHOW = Duration.ofSeconds(30);

    /// Longer than the ladder would take to its last rung.
    private static final Duration TO_REPEAT = Duration.ofSeconds(7);

    private static final long KILL = 1 << 5;

    private final Stage stage;
    private final Host host;
    private final Installation installed;
    private final Score score;
    private final Controller api;

    Examination(Stage stage, Host host, Installation installed, Score score) {
        this.stage = stage;
        this.host = host;
        this.installed = installed;
        this.score = score;
        this.api = stage.api();
    }

    void run() {
        sight();
        rights();
        end("by an executor that runs");
        installed.shell("systemctl stop hangup-executor.service");
        end("by an executor that has to be woken");
        probe();
        memory();
        crash();
    }

    private void claim(String what, boolean held, Object seen) {
        score.claim(host.name() + ": " + what, held, String.valueOf(seen));
    }

    private void sight() {
        var blindspots = new AtomicReference<List<Blindspot>>(List.of());
        boolean clear = Patience.within(TO_SHOW, () -> {
            blindspots.set(blindspots());
            return blindspots.get().stream().noneMatch(Examination::grave);
        });
        claim("both see and can do all that they need", clear, blindspots.get());
    }

    private static boolean grave(Blindspot blindspot) {
        return Set.of(
                        Blindspot.Sense.SIGNALS,
                        Blindspot.Sense.PROBE,
                        Blindspot.Sense.SOCKETS,
                        Blindspot.Sense.OWNERS,
                        Blindspot.Sense.PROCESSES)
                .contains(blindspot.sense());
    }

    private void rights() {
        long agent = installed.pid("hangup-agent");
        long executor = installed.pid("hangup-executor");
        claim(
                "the agent can't get the capability to kill",
                (bounding(agent) & KILL) == 0,
                Long.toHexString(bounding(agent)));
        claim("the executor has it", (bounding(executor) & KILL) != 0, Long.toHexString(bounding(executor)));
        claim(
                "with the agent's rights nobody else can be signalled",
                !installed.allowed("hangup-agent", "kill -0 1") && installed.allowed("hangup-executor", "kill -0 1"),
                "kill -0 1");
        claim(
                "nor the executor's memory be written",
                !installed.allowed("hangup-agent", ": >/proc/" + executor + "/mem"),
                "/proc/" + executor + "/mem");

        String own = host.exec("readlink", "/proc/" + executor + "/ns/net");
        claim(
                "the executor is in a network of its own with nothing but lo",
                !own.equals(host.exec("readlink", "/proc/1/ns/net"))
                        && devices(executor).equals(Set.of("lo")),
                devices(executor));
    }

    private Set<String> devices(long pid) {
        return host.exec("cat", "/proc/" + pid + "/net/dev")
                .lines()
                .filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip())
                .collect(Collectors.toSet());
    }

    private long bounding(long pid) {
        return capabilities(pid)
                .lines()
                .filter(line -> line.startsWith("CapBnd:"))
                .mapToLong(line -> Long.parseUnsignedLong(
                        line.substring("CapBnd:".length()).strip(), 16))
                .findFirst()
                .orElseThrow();
    }

    private String capabilities(long pid) {
        return host.exec("grep", "^Cap", "/proc/" + pid + "/status");
    }

    private void end(String how) {
        Scene scene = Scenes.idle(stage.lab().control(), host, "alice");
        long begin = System.nanoTime();
        CommandView sent = send(CommandRequest.drop(onlyConnection(), "the trial ends it"));
        boolean ended = scene.client().awaitExit(TO_SHOW);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Receipt receipt = receipt(sent);
        claim(
                "a connection is ended " + how,
                ended && receipt.outcome() instanceof Outcome.Gone,
                receipt.outcome() + ", " + took.toMillis() + " ms from the request to the client's end");
        score.figure(host.name() + ": ended " + how + ", ms", took.toMillis());
        scene.close();
    }

    private void probe() {
        Scene scene = Scenes.idle(stage.lab().control(), host, "bob");
        Receipt receipt = receipt(send(CommandRequest.probe(onlyConnection(), "the trial asks")));
        claim("a peer is asked", receipt.outcome() instanceof Outcome.Probed, receipt.outcome());
        scene.close();
        none();
    }

    private void memory() {
        for (String unit : List.of("hangup-agent", "hangup-executor")) {
            String rollup = host.exec("cat", "/proc/" + installed.pid(unit) + "/smaps_rollup");
            for (String what : List.of("Rss", "Pss", "Anonymous")) {
                rollup.lines()
                        .filter(line -> line.startsWith(what + ":"))
                        .forEach(line -> score.figure(
                                host.name() + ": " + unit + " " + what + ", kB",
                                Long.parseLong(line.replaceAll("[^0-9]", ""))));
            }
        }
        score.detail(score.figures().toString());
    }

    /// A command that does not heed TERM is given five seconds: time to kill the executor half-way.
    private void crash() {
        Running client = stage.lab()
                .control()
                .ssh(Login.of("carol", host)
                        .withoutTerminal()
                        .running("trap '' TERM; echo on; while :; do sleep 1; done"))
                .await("on", TO_SHOW);
        CommandView sent = send(CommandRequest.drop(onlyConnection(), "the trial kills its executor over it"));
        String id = sent.command().id().value();
        Patience.await(
                "the intent is in the ledger",
                TO_SHOW,
                () -> host.command("grep", "-q", "-F", id, "/var/lib/hangup-executor/commands.journal")
                        .run()
                        .good());
        host.exec("kill", "-KILL", Long.toString(installed.pid("hangup-executor")));
        Receipt receipt = receipt(sent);
        boolean alive = !Patience.within(TO_REPEAT, () -> !client.alive());
        claim(
                "what the executor was killed over is unknown, and is not done again",
                receipt.outcome() instanceof Outcome.Unknown && alive,
                receipt.outcome() + ", its client is " + (alive ? "still there" : "gone"));
        client.close();
    }

    private CommandView send(CommandRequest request) {
        try {
            return api.send(request).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not send the command", e);
        }
    }

    private Receipt receipt(CommandView sent) {
        var answer = new AtomicReference<Optional<Receipt>>(Optional.empty());
        Patience.await("a receipt for " + sent.command().id(), TO_SHOW, () -> {
            answer.set(view(sent).receipt());
            return answer.get().isPresent();
        });
        return answer.get().orElseThrow();
    }

    private CommandView view(CommandView sent) {
        try {
            return api.command(sent.command().id()).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }

    private String onlyConnection() {
        var found = new AtomicReference<List<String>>(List.of());
        Patience.await("one session in the list", TO_SHOW, () -> {
            found.set(connections());
            return found.get().size() == 1;
        });
        return found.get().getFirst();
    }

    private void none() {
        Patience.await("no session in the list", TO_SHOW, () -> connections().isEmpty());
    }

    private List<String> connections() {
        try {
            return api.sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name())
                            && row.leader().isPresent())
                    .map(SessionRow::connection)
                    .distinct()
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }

    private List<Blindspot> blindspots() {
        try {
            return api.hosts().value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .flatMap(row -> row.blindspots().stream())
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list hosts", e);
        }
    }
}
