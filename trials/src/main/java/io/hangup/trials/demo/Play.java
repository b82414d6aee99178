package io.hangup.trials.demo;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.finding.Progress;
import io.hangup.protocol.finding.Verdict;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Node;
import io.hangup.trials.lab.Running;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The plot that the demonstration and the restart trial share: people at work, sessions that get stuck, and proof that
/// only these were ended.
final class Play {
    private static final Duration TO_BE_SEEN = Duration.ofSeconds(20);
    private static final Duration TO_BE_ENDED = Duration.ofSeconds(90);
    private static final Duration TO_ANSWER = Duration.ofSeconds(10);
    /// A master's own scene is a connection whose sessions are its channels: it has no row of its own.
    private static final int IDLE_MASTERS = 1;

    private static final Map<String, String> RULE_OF = Map.of(
            "path cut", "dead-peer",
            "pre-auth silence", "pre-auth-silence",
            "hang on logout", "hang-on-logout");

    private final Stage stage;
    private final Score score;
    private final List<Scene> workers;
    private final List<Scene> everStuck = new ArrayList<>();
    private int round;

    private Play(Stage stage, Score score, List<Scene> workers) {
        this.stage = stage;
        this.score = score;
        this.workers = workers;
    }

    /// Raises the three hosts with everything on them.
    static Stage stage(Score score) throws IOException {
        score.step("raising three hosts with real sshd, a broker, a controller and an agent on each host");
        Stage stage = Stage.raise(
                rules(),
                HostPlan.named("web-1").sshd(22),
                HostPlan.named("db-1").sshd(2222),
                HostPlan.named("edge-1").sshd(22));
        score.step("the live page is at " + stage.url());
        return stage;
    }

    /// Puts the healthy ones to work: each kind that a careless script would end.
    static Play begin(Stage stage, Score score) {
        Node office = stage.lab().node("office");
        Host web = stage.host("web-1");
        Host db = stage.host("db-1");
        List<Scene> workers = new ArrayList<>(List.of(
                Scenes.typing(office, web, "alice"),
                Scenes.build(office, web, "carol"),
                Scenes.idle(office, db, "bob"),
                Scenes.transfer(office, stage.host("edge-1"), "alice")));
        workers.addAll(Scenes.multiplexed(office, db, "carol", 2));
        workers.forEach(worker -> score.step("healthy  " + worker));
        return new Play(stage, score, workers);
    }

    /// Makes one session of each kind stuck, and judges how it ends.
    ///
    /// @param meanwhile what happens to the parts once they are stuck
    void round(Runnable meanwhile) {
        List<Scene> stuck = getStuck(++round);
        everStuck.addAll(stuck);
        var feed = new FeedWatch(stage.api(), score);
        feed.awaitSessions(workers.size() - IDLE_MASTERS + stuck.size(), TO_BE_SEEN);
        meanwhile.run();
        List<Finding> findings = feed.awaitEnded(everStuck.size(), TO_BE_ENDED);
        stuck.forEach(one -> judge(one, findings));
        workers.forEach(worker -> score.claim(worker + " still works", worker.answers(TO_ANSWER), ""));
        score.claim(
                "nobody else was ever called stuck",
                feed.everSeen().stream().allMatch(f -> everStuck.stream().anyMatch(one -> isOf(one, f))),
                feed.everSeen().size() + " findings for " + everStuck.size() + " stuck sessions");
        stage.hosts().forEach(host -> {
            Running login = stage.lab().control().ssh(Login.of("alice", host).running("echo logged-'in'"));
            score.claim("a new login to " + host + " works", login.said().awaits("logged-in", 0, TO_ANSWER), "");
        });
    }

    /// One of each kind that the demonstration ends. Every round's clients have places of their own.
    private List<Scene> getStuck(int number) {
        List<Scene> stuck = List.of(
                Scenes.pathCut(stage.lab().node("train-" + number), stage.host("web-1"), "carol"),
                Scenes.preAuthSilence(stage.lab().node("scanner-" + number), stage.host("edge-1")),
                Scenes.hangOnLogout(stage.lab().node("desk-" + number), stage.host("db-1"), "bob"));
        stuck.forEach(one -> score.step("stuck    " + one));
        return stuck;
    }

    private static boolean isOf(Scene stuck, Finding finding) {
        String rule = RULE_OF.get(stuck.kind());
        return finding.rule().equals(rule)
                && finding.target().host().value().equals(stuck.host().name());
    }

    private void judge(Scene one, List<Finding> findings) {
        long expected = everStuck.stream()
                .filter(other -> other.kind().equals(one.kind()))
                .count();
        List<Receipt> receipts = findings.stream()
                .filter(finding -> isOf(one, finding) && finding.verdict() == Verdict.ENDED)
                .flatMap(finding -> receipt(finding).stream())
                .filter(receipt -> receipt.outcome() instanceof Outcome.Gone)
                .toList();
        score.claim(
                one + ": found and ended",
                receipts.size() == expected,
                receipts.isEmpty()
                        ? "was not ended"
                        : told(receipts.stream()
                                .max(Comparator.comparing(Receipt::at))
                                .orElseThrow()));
    }

    private static Optional<Receipt> receipt(Finding finding) {
        return finding.progress() instanceof Progress.Answered(Receipt receipt)
                ? Optional.of(receipt)
                : Optional.empty();
    }

    private static String told(Receipt receipt) {
        Stream<String> steps = receipt.steps().stream().map(Receipt.Step::what);
        Stream<String> end = Stream.of("gone after " + receipt.took().toMillis() + " ms");
        Stream<String> left =
                receipt.leftBehind().stream().map(p -> "left behind: " + p.command() + " (" + p.pid() + ")");
        return String.join(", ", Stream.of(steps, end, left).flatMap(s -> s).toList());
    }

    private static String rules() throws IOException {
        try (InputStream in = Play.class.getResourceAsStream("rules.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the demonstration's rules are not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
