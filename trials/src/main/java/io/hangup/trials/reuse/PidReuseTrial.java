package io.hangup.trials.reuse;

import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The pid of a command's target is given to another process, before it is held, before it is signalled and at any
/// moment between: nobody else is harmed.
public final class PidReuseTrial implements Trial {
    private static final int ROUNDS = 100_000;
    private static final int FEW_ROUNDS = 2_000;
    private static final int CONTROL_ROUNDS = 200;
    private static final String UNTOLD = "not told";
    /// The ledger is forced to the disk twice a command, which is not what is tried here and takes most of the time.
    private static final Path MEMORY = Path.of("/dev/shm");

    @Override
    public String name() {
        return "pid-reuse";
    }

    @Override
    public String shows() {
        return "a pid that is given out again while a command is carried out: nobody else is ever signalled";
    }

    @Override
    public String usually() {
        return "15 min, 20 s with --short";
    }

    @Override
    public List<String> lacks() {
        return Files.isWritable(Path.of("/proc/sys/kernel/ns_last_pid"))
                ? List.of()
                : List.of("forcing the reuse of a pid needs root: run it as root");
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        int rounds = options.brief() ? FEW_ROUNDS : ROUNDS;
        long seed = Long.getLong("hangup.seed", System.nanoTime());
        score.step("giving " + CONTROL_ROUNDS + " pids out again to a hand that signals by pid, to see what it does");
        List<String> careless = play(CONTROL_ROUNDS, seed, Rounds.CARELESS, score);
        String harmed = sum(careless, Rounds.WRONG);
        score.claim("a hand that signals by pid harms others", !harmed.equals("0") && !harmed.equals(UNTOLD), harmed);
        score.step("giving " + rounds + " pids out again; the moments come from -Dhangup.seed=" + seed);
        List<String> said = play(rounds, seed, "the agent's own", score);
        for (String what : List.of(Rounds.WRONG, Rounds.MISSED, Rounds.UNANSWERED, Rounds.UNREACHED)) {
            String seen = sum(said, what);
            score.figure(what, seen);
            score.claim("no " + what, seen.equals("0"), seen);
        }
    }

    /// Plays rounds in a pid namespace of their own.
    private static List<String> play(int rounds, long seed, String hand, Score score)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(MEMORY, "hangup-reuse");
        try {
            Process process = new ProcessBuilder(words(rounds, seed, folder, hand))
                    .redirectErrorStream(true)
                    .start();
            List<String> said = new ArrayList<>();
            try (Stream<String> lines = process.inputReader().lines()) {
                lines.forEach(line -> hear(line, said, score));
            } finally {
                process.destroyForcibly();
            }
            int code = process.waitFor();
            score.claim("it came to its end", code == 0, code == 0 ? "" : "exit code " + code);
            return said;
        } finally {
            delete(folder);
        }
    }

    private static void hear(String line, List<String> said, Score score) {
        said.add(line);
        if (line.startsWith("reused ")) {
            score.step(line.substring("reused ".length()) + " pids given out again");
        } else {
            score.detail(line);
        }
    }

    private static String sum(List<String> said, String what) {
        String start = "sum " + what + " ";
        return said.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse(UNTOLD);
    }

    private static List<String> words(int rounds, long seed, Path folder, String hand) {
        return List.of(
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Rounds.class.getName(),
                Integer.toString(rounds),
                Long.toString(seed),
                folder.toString(),
                hand);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
