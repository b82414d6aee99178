package io.hangup.trials.crash;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Running;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.trial.Score;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/// One session, one command for its end, and executors that are killed: the first at one step, the second at another,
/// the third lives. Then a fourth is handed the command once more.
///
/// @param first at which the first is killed
/// @param second at which the second is
record Round(Lab lab, Host host, Step first, Step second) {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Duration TO_END = Duration.ofSeconds(40);
    private static final Duration TO_HANG_UP = Duration.ofSeconds(5);
    private static final int KILLED = 128 + 9;
    private static final String STILL_THERE = "the connection is still there";

    void play(Score score) {
        Path folder = Path.of("/var/lib/crash-" + NUMBER.incrementAndGet());
        host.exec("mkdir", "-p", folder.toString());
        try (Scene scene = Scenes.idle(lab.control(), host, "alice")) {
            boolean struck = killed(first, folder);
            boolean again = first != Step.NONE && struck && killed(second, folder);
            String answer = answer(folder);
            boolean ended = answer.startsWith("Gone")
                    ? scene.client().awaitExit(TO_HANG_UP)
                    : !scene.client().alive();
            List<String> signals = signals(folder);
            String later = answer(folder);
            boolean alive = scene.client().alive();

            String name = "killed " + words(first, struck) + words(second, again);
            score.claim(
                    name + ": the answer is the truth", truth(answer, ended), answer + (ended ? ", ended" : ", alive"));
            score.claim(name + ": at most one signal", signals.size() <= 1, signals.toString());
            score.claim(
                    name + ": handed over again, nothing is done",
                    later.equals(answer) && signals(folder).equals(signals) && alive == !ended,
                    later);
        }
    }

    /// Killed with its intent written, and then the ledger is taken away: nobody knows any more what was begun.
    void playWithoutLedger(Score score) {
        Path folder = Path.of("/var/lib/crash-" + NUMBER.incrementAndGet());
        host.exec("mkdir", "-p", folder.toString());
        try (Scene scene = Scenes.idle(lab.control(), host, "alice")) {
            boolean struck = killed(first, folder);
            List<String> before = signals(folder);
            host.exec("sh", "-c", "rm " + folder + "/commands.journal*");
            String answer = answer(folder);

            score.claim(
                    "killed " + words(first, struck) + "and its ledger removed: it refuses",
                    struck
                            && answer.startsWith("Refused")
                            && signals(folder).equals(before)
                            && scene.client().alive() == before.isEmpty(),
                    answer);
        }
    }

    private static boolean truth(String answer, boolean ended) {
        return ended ? answer.startsWith("Gone") : answer.startsWith("Unknown") && answer.contains(STILL_THERE);
    }

    private static String words(Step step, boolean struck) {
        return struck ? step.name().toLowerCase(Locale.ROOT) + " " : "";
    }

    /// Whether it was killed; one that never comes to its step answers.
    private boolean killed(Step step, Path folder) {
        if (step == Step.NONE) {
            return false;
        }
        try (Running executor = start(step, folder)) {
            int code = executor.exit().orElseThrow();
            if (code != 0 && code != KILLED) {
                throw new LabFailure("an executor ended with " + code + ": "
                        + executor.said().text());
            }
            return code == KILLED;
        }
    }

    private String answer(Path folder) {
        try (Running executor = start(Step.NONE, folder)) {
            return executor.said()
                    .text()
                    .lines()
                    .filter(line -> line.startsWith("answer "))
                    .map(line -> line.substring("answer ".length()))
                    .findFirst()
                    .orElseThrow(() -> new LabFailure(
                            "an executor said: " + executor.said().text()));
        }
    }

    private Running start(Step step, Path folder) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Struck.class.getName(),
                step.name(),
                folder.toString()));
        Running executor = host.start(words.toArray(String[]::new));
        // What it said last may still be on its way when it has ended.
        if (!executor.awaitExit(TO_END) || !executor.said().awaitEnd(TO_END)) {
            String said = executor.said().text();
            executor.close();
            throw new LabFailure("an executor goes on and on: " + said);
        }
        return executor;
    }

    private List<String> signals(Path folder) {
        return host.exec("sh", "-c", "cat " + folder + "/signals 2>/dev/null || true")
                .lines()
                .toList();
    }
}
