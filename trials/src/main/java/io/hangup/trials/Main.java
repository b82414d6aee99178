package io.hangup.trials;

import io.hangup.protocol.wire.Wire;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `hangup trial [NAME]`: runs one trial, or lists them all.
@Command(
        name = "hangup trial",
        mixinStandardHelpOptions = true,
        description = "Puts one claim to the test on the real thing. Without a name, lists the trials.")
public final class Main implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int CANNOT_RUN_HERE = 3;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The trial to run.")
    private @Nullable String name;

    @Option(names = "--short", description = "Less of the same, for a gate that must be quick.")
    private boolean brief;

    @Option(names = "--keep", description = "Leave everything up, with the page, until Ctrl-C.")
    private boolean keep;

    @Option(names = "--soak", paramLabel = "MINUTES", description = "Where it means something, go on so long.")
    private int soak;

    @Option(
            names = "--mutations",
            paramLabel = "N",
            description = "Where it means something, so many changed commands (${DEFAULT-VALUE}).")
    private int mutations = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Of what is chosen at random; it is printed.")
    private long seed = System.nanoTime();

    @Option(names = "--install", description = "First install the Debian packages that are missing (root).")
    private boolean install;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write claims and figures to FILE.")
    private @Nullable Path json;

    private final List<Trial> trials;

    Main(List<Trial> trials) {
        this.trials = trials;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main(Trials.all())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (name == null) {
            trials.forEach(t -> System.out.printf("%-12s %-7s %s%n", t.name(), t.usually(), t.shows()));
            return OK;
        }
        for (Trial trial : trials) {
            if (trial.name().equals(name)) {
                return run(trial);
            }
        }
        System.err.println("There is no trial " + name + ". ./hangup trial lists them.");
        return USAGE;
    }

    private int run(Trial trial) throws Exception {
        if (install) {
            Lab.install(trial.boots()).forEach(System.out::println);
        }
        List<String> lacks = trial.lacks();
        if (!lacks.isEmpty()) {
            System.err.println("This machine cannot run " + trial.name() + ":");
            lacks.forEach(why -> System.err.println("  - " + why));
            System.err.println("As root, --install gets the packages and opens no port.");
            System.err.println("What runs without all that: ./hangup up");
            return CANNOT_RUN_HERE;
        }
        var score = new Score(System.out);
        try {
            trial.run(new Trial.Options(brief, keep, Duration.ofMinutes(soak), mutations, seed), score);
        } catch (Exception failure) {
            score.claim("the trial could be carried out", false, String.valueOf(failure.getMessage()));
            failure.printStackTrace(System.err);
        }
        write(trial, score);
        System.out.printf("%d passed, %d failed%n", score.passed(), score.failed());
        return score.failed() == 0 && score.passed() > 0 ? OK : FAILED;
    }

    private void write(Trial trial, Score score) throws Exception {
        if (json == null) {
            return;
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("trial", trial.name());
        report.put("short", brief);
        report.put("figures", score.figures());
        report.put("claims", score.claims());
        Files.writeString(json, Wire.json().writerWithDefaultPrettyPrinter().writeValueAsString(report));
    }
}
