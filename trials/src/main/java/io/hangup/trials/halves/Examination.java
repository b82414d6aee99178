package io.hangup.trials.halves;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
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

    private static final Duration READS_APART = Duration.ofSeconds(9);
    private static final String SHOWN = "*** Hangup: this session will be ended in ";
    private static final long KILL = 1 << 5;

    private final Stage stage;
    private final Host host;
    private final Installation installed;
    private final Score score;
    private final Desk desk;

    Examination(Stage stage, Host host, Installation installed, Score score) {
        this.stage = stage;
        this.host = host;
        this.installed = installed;
        this.score = score;
        this.desk = new Desk(stage.api(), host);
    }

    void run() {
        sight();
        rights();
        end("by an executor that runs");
        installed.shell("systemctl stop hangup-executor.service");
        end("by an executor that has to be woken");
        probe();
        warn();
        memory();
        new Unreachable(stage, host, installed, desk, score).run();
        crash();
    }

    private void claim(String what, boolean held, Object seen) {
        score.claim(host.name() + ": " + what, held, String.valueOf(seen));
    }

    private void sight() {
        var blindspots = new AtomicReference<List<Blindspot>>(List.of());
        boolean clear = Patience.within(TO_SHOW, () -> {
            blindspots.set(desk.blindspots());
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
        CommandView sent = desk.send(CommandRequest.drop(desk.onlyConnection(), "the trial ends it"));
        boolean ended = scene.client().awaitExit(TO_SHOW);
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Receipt receipt = desk.receipt(sent);
        claim(
                "a connection is ended " + how,
                ended && receipt.outcome() instanceof Outcome.Gone,
                receipt.outcome() + ", " + took.toMillis() + " ms from the request to the client's end");
        score.figure(host.name() + ": ended " + how + ", ms", took.toMillis());
        scene.close();
    }

    private void probe() {
        Scene scene = Scenes.idle(stage.lab().control(), host, "bob");
        Receipt receipt = desk.receipt(desk.send(CommandRequest.probe(desk.onlyConnection(), "the trial asks")));
        claim("a peer is asked", receipt.outcome() instanceof Outcome.Probed, receipt.outcome());
        scene.close();
        desk.none();
    }

    /// Nobody but the executor writes on the terminal, and it is not root there.
    private void warn() {
        Scene silent = prompt("bob");
        Receipt ended = desk.receipt(desk.send(warned(4)));
        claim(
                "who is warned by the executor and silent is told why, and his session ends",
                ended.outcome() instanceof Outcome.Gone
                        && silent.client().said().text().contains(SHOWN)
                        && silent.client().awaitExit(TO_SHOW),
                ended.outcome() + ", " + ended.steps());
        silent.close();
        desk.none();
        Scene there = prompt("carol");
        CommandView sent = desk.send(warned(25));
        boolean told = there.client().said().awaits(SHOWN, 0, TO_SHOW);
        there.client().send("\n");
        Receipt spared = desk.receipt(sent);
        claim(
                "who presses a key is spared",
                told
                        && spared.outcome() instanceof Outcome.Refused(String because)
                        && because.startsWith("someone is there")
                        && there.answers(TO_SHOW),
                spared.outcome() + ", " + spared.steps());
        there.close();
        desk.none();
    }

    /// The kernel notes the first of two reads within 8 s only (`tty_update_time`).
    private Scene prompt(String user) {
        Scene scene = Scenes.idle(stage.lab().control(), host, user);
        Patience.within(READS_APART, () -> false);
        return scene;
    }

    private CommandRequest warned(int seconds) {
        return CommandRequest.drop(desk.onlyConnection(), "the trial warns first")
                .after(Optional.of(Duration.ofSeconds(seconds)));
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
        CommandView sent =
                desk.send(CommandRequest.drop(desk.onlyConnection(), "the trial kills its executor over it"));
        String id = sent.command().id().value();
        Patience.await(
                "the intent is in the ledger",
                TO_SHOW,
                () -> host.command("grep", "-q", "-F", id, "/var/lib/hangup-executor/commands.journal")
                        .run()
                        .good());
        host.exec("kill", "-KILL", Long.toString(installed.pid("hangup-executor")));
        Receipt receipt = desk.receipt(sent);
        boolean alive = !Patience.within(TO_REPEAT, () -> !client.alive());
        claim(
                "what the executor was killed over is unknown, and is not done again",
                receipt.outcome() instanceof Outcome.Unknown && alive,
                receipt.outcome() + ", its client is " + (alive ? "still there" : "gone"));
        client.close();
    }
}
