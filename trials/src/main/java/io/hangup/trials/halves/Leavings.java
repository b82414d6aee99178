package io.hangup.trials.halves;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.session.HostProcess;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Everything that logins leave behind on one host, and what becomes of it.
final class Leavings {
    private static final Duration TO_SHOW = Duration.ofSeconds(40);

    /// The agent looks for orphans once a minute, and believes what it saw twice.
    private static final Duration TO_LIST = Duration.ofSeconds(200);

    private static final int LIVE = 13_020;
    private static final int SERVICE = 13_021;

    private final Host host;
    private final Installation installed;
    private final Score score;
    private final Desk controller;
    private final Node desk;
    private final Map<Leaving, Integer> pids = new LinkedHashMap<>();
    private @Nullable Running live;

    Leavings(Stage stage, Host host, Installation installed, Score score) {
        this.host = host;
        this.installed = installed;
        this.score = score;
        controller = new Desk(stage.api(), host);
        this.desk = stage.lab().node("l-" + host.name());
    }

    /// One login stays, with a job; each of the others leaves one thing.
    void raise() {
        Running staying = prompt("alice");
        live = staying;
        staying.type("sleep " + LIVE + " &");
        staying.type("systemd-run --user --quiet sleep " + SERVICE);
        awaitPid(LIVE);
        awaitPid(SERVICE);
        Leaving.ALL.forEach(one -> pids.put(one, one.terminal() ? typed(one) : run(one)));
    }

    private Running prompt(String user) {
        Running client = desk.ssh(Login.of(user, host));
        if (!client.answers(TO_SHOW)) {
            throw new LabFailure("no prompt: " + client.said().text());
        }
        return client;
    }

    private int typed(Leaving one) {
        Running client = prompt(one.user());
        client.type(one.line());
        int pid = awaitPid(one.seconds());
        client.type("exit");
        if (!client.awaitExit(TO_SHOW)) {
            throw new LabFailure(
                    "no logout after " + one.name() + ": " + client.said().text());
        }
        return pid;
    }

    private int run(Leaving one) {
        Running client = desk.ssh(Login.of(one.user(), host).withoutTerminal().running(one.line()));
        int pid = awaitPid(one.seconds());
        client.close();
        return pid;
    }

    private int awaitPid(int seconds) {
        var found = new AtomicReference<>(Optional.<Integer>empty());
        Patience.await("sleep " + seconds + " on " + host, TO_SHOW, () -> {
            found.set(pid(seconds));
            return found.get().isPresent();
        });
        return found.get().orElseThrow();
    }

    /// The oldest process of that kind: a script before its step. What only starts it says more than that.
    private Optional<Integer> pid(int seconds) {
        return host.command("pgrep", "-f", "^(sh -c |/usr/bin/|/bin/)?sleep " + seconds + "(; true)?$")
                .run()
                .out()
                .lines()
                .map(line -> Integer.parseInt(line.strip()))
                .findFirst();
    }

    void reap() {
        listed();
        refusedByDefault();
        policy("{allow: [probe, warn, keep, close, drop, reap], budget: {reap: 1000/10m}}");
        installed.shell("systemctl stop hangup-executor.service");
        String login = login(Leaving.ALL.getFirst());
        claim("logind keeps the login as closing", said("State", login).equals("closing"), said("State", login));
        Leaving.ALL.forEach(this::reap);
        claim(
                "logind forgets a login once nothing of it is left",
                Patience.within(TO_SHOW, () -> said("State", login).isEmpty()),
                login + " " + said("State", login));
        rootsWord();
        others();
    }

    private void listed() {
        Leaving.ALL.forEach(one -> {
            boolean shown = Patience.within(TO_LIST, () -> row(one).isPresent());
            claim(
                    one.name() + " is listed as " + one.kept(),
                    shown && row(one).orElseThrow().orphan().kept() == one.kept(),
                    row(one).map(row -> row.id() + " " + row.orphan().kept()).orElse("not listed"));
        });
    }

    private void refusedByDefault() {
        Receipt receipt = reaped(Leaving.ALL.getFirst());
        claim("the built-in policy reaps nothing", because(receipt).contains("reap is not allowed"), receipt.outcome());
    }

    private void reap(Leaving one) {
        Receipt receipt = reaped(one);
        boolean there = runs(one);
        if (one.meant()) {
            claim(one.name() + " is spared", there && because(receipt).contains(one.why()), receipt.outcome());
        } else {
            claim(
                    one.name() + " is reaped",
                    !there && receipt.outcome() instanceof Outcome.Reaped,
                    receipt.outcome() + " " + receipt.steps() + ", left "
                            + receipt.leftBehind().stream()
                                    .map(HostProcess::command)
                                    .toList());
        }
    }

    private void rootsWord() {
        Leaving nohup = Leaving.ALL.stream()
                .filter(one -> one.name().equals("nohup"))
                .findFirst()
                .orElseThrow();
        policy("{allow: [reap], reap: [background, nohup], budget: {reap: 1000/10m}}");
        Receipt receipt = reaped(nohup);
        claim(
                "nohup is reaped where root wrote so",
                !runs(nohup) && receipt.outcome() instanceof Outcome.Reaped,
                receipt.outcome());
    }

    private void others() {
        claim(
                "a live login of the same user answers and keeps its job",
                live != null && live.answers(TO_SHOW) && pid(LIVE).isPresent() && !shown(LIVE),
                pid(LIVE));
        claim("a service of the user's manager runs on", pid(SERVICE).isPresent(), pid(SERVICE));
    }

    private boolean shown(int seconds) {
        return pid(seconds).map(pid -> controller.orphan(pid).isPresent()).orElse(false);
    }

    private boolean runs(Leaving one) {
        return host.command("kill", "-0", Integer.toString(pid(one))).run().good();
    }

    private int pid(Leaving one) {
        Integer pid = pids.get(one);
        if (pid == null) {
            throw new IllegalStateException(one + " was not raised");
        }
        return pid;
    }

    private Optional<OrphanRow> row(Leaving one) {
        return controller.orphan(pid(one));
    }

    private Receipt reaped(Leaving one) {
        return controller.reap(
                row(one).orElseThrow(() -> new LabFailure(one.name() + " on " + host + " is not listed any more")));
    }

    private static String because(Receipt receipt) {
        return receipt.outcome() instanceof Outcome.Refused(String because) ? because : "";
    }

    /// The login that a process comes from, as logind names it.
    private String login(Leaving one) {
        return host.exec("sed", "-n", "s/.*session-\\(.*\\)\\.scope.*/\\1/p", "/proc/" + pid(one) + "/cgroup")
                .strip();
    }

    private String said(String property, String login) {
        return host.command("sh", "-c", "loginctl show-session --value -p " + property + " " + login + " 2>/dev/null")
                .run()
                .out()
                .strip();
    }

    private void policy(String text) {
        host.command("sh", "-e", "-c", "cat >/etc/hangup/next && mv /etc/hangup/next /etc/hangup/policy.yaml")
                .reading(text + "\n")
                .check();
    }

    private void claim(String what, boolean held, Object seen) {
        score.claim(host.name() + ": " + what, held, String.valueOf(seen));
    }
}
