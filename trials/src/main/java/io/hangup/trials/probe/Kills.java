package io.hangup.trials.probe;

import io.hangup.trials.lab.Patience;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Kills agents (-9) while they ask, at moments drawn by chance, every second time right when a socket is seen changed;
/// starts them again, and looks whether everything is as it was.
final class Kills {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final int LATEST_MILLIS = 6_000;
    private static final int LATE_STRIKE_MILLIS = 15;
    private static final Duration TO_SET_BACK = Duration.ofSeconds(10);
    private static final long BLINK_NANOS = 200_000;

    private final Ward ward;
    private final Score score;
    private int kills;
    private int struck;
    private final List<String> left = new ArrayList<>();

    Kills(Ward ward, Score score) {
        this.ward = ward;
        this.score = score;
    }

    /// One kill and one start of each host's agent, side by side, for so many rounds.
    void run(int rounds, long seed) throws Exception {
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> hosts = new ArrayList<>();
            for (String host : Ward.HOSTS) {
                RandomGenerator chance =
                        RandomGeneratorFactory.of("SplittableRandom").create(seed + host.hashCode());
                hosts.add(each.submit(() -> rounds(host, rounds, chance)));
            }
            for (Future<?> host : hosts) {
                host.get();
            }
        }
        score.figure("kills", kills);
        score.figure("kills that left a socket changed", struck);
        score.claim(
                "after each of " + kills + " kills every option is as it was, " + struck
                        + " of them while a socket was changed",
                left.isEmpty() && struck > 0,
                String.join("; ", left));
    }

    private void rounds(String host, int rounds, RandomGenerator chance) {
        List<Patient> here = ward.patients().stream()
                .filter(patient -> patient.host().name().equals(host))
                .toList();
        String agent = Stage.agent(host);
        for (int round = 0; round < rounds; round++) {
            ProcessHandle process = ProcessHandle.of(ward.stage().running(agent).pid())
                    .orElseThrow(() -> new IllegalStateException("the agent on " + host + " has ended by itself"));
            if (round % 2 == 0) {
                blinkUntilChanged(here);
                pause(chance.nextInt(LATE_STRIKE_MILLIS));
            } else {
                pause(chance.nextInt(LATEST_MILLIS));
            }
            process.destroyForcibly();
            process.onExit().join();
            List<String> changed = changed(here);
            ward.stage().kill(agent);
            ward.stage().startAgent(host);
            boolean back = Patience.within(TO_SET_BACK, () -> changed(here).isEmpty());
            count(!changed.isEmpty(), back ? List.of() : changed(here));
        }
    }

    private synchronized void count(boolean hit, List<String> wrong) {
        kills++;
        struck += hit ? 1 : 0;
        left.addAll(wrong);
    }

    private static void blinkUntilChanged(List<Patient> here) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        while (System.nanoTime() < end && here.stream().allMatch(Patient::asBefore)) {
            LockSupport.parkNanos(BLINK_NANOS);
        }
    }

    private static List<String> changed(List<Patient> here) {
        return here.stream()
                .filter(patient -> !patient.asBefore())
                .map(patient -> patient + " has " + patient.socket().options())
                .toList();
    }

    /// Nothing can be waited for here: the moment itself is what is drawn.
    private static void pause(int millis) {
        Patience.within(Duration.ofMillis(millis), () -> false);
    }
}
