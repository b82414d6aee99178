package io.hangup.trials.bench;

import io.hangup.trials.lab.Command;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Requirements;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What people use today, run once for each scan.
enum Peer {
    SS("ss -tinp", "users:", 5, "ss", "-Htinp", "sport = :22"),
    PS("ps -ef", "sshd[^ ]*: .*\\[priv\\]", 5, "ps", "-ef"),
    W("w -h", ".", 1, "w", "-h"),
    AUTOLOG("autolog -o -n", "", 5, "autolog", "-o", "-n"),
    BY_TERMINAL("script by terminal (w, ps -t for each)", ".", 1, "bash", Tools.in("by-terminal.sh")),
    BY_PROCESS("script by process (ps -ef, ps -p for each)", ".", 1, "bash", Tools.in("by-process.sh"));

    /// What a single run may take, on the clock.
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final int TIMED_OUT = 124;

    /// Runs a command so often, then prints its CPU time (`times`, second line: user and system of the children) and
    /// how many sessions its output shows.
    private static final String MEASURE = """
            repeats=$1 shows=$2
            shift 2
            for ((i = 0; i < repeats; i++)); do "$@" >/tmp/seen 2>/dev/null; done
            times
            grep -c "$shows" /tmp/seen
            exit 0
            """;

    private final String label;
    private final String shows;
    private final int repeats;
    private final List<String> words;

    Peer(String label, String shows, int repeats, String... words) {
        this.label = label;
        this.shows = shows;
        this.repeats = repeats;
        this.words = List.of(words);
    }

    /// Whether this machine has it; the others come with every Debian.
    boolean here() {
        return this != AUTOLOG || Requirements.has("autolog");
    }

    /// Whether its output shows what it saw.
    boolean tells() {
        return this != AUTOLOG;
    }

    String label() {
        return label;
    }

    /// What came of it.
    sealed interface Result {
        /// @param millis of CPU, all its children's included
        /// @param sessions how many it saw
        record Measured(double millis, long sessions) implements Result {}

        /// It was ended at the limit.
        record TooSlow() implements Result {}
    }

    Result run(Host host) {
        Stream<String> measure = Stream.of(
                "timeout",
                Long.toString(LIMIT.toSeconds()),
                "bash",
                "-c",
                MEASURE,
                "peer",
                Integer.toString(repeats),
                shows);
        Command.Ended ended = host.command(
                        Stream.concat(measure, words.stream()).toArray(String[]::new))
                .within(LIMIT.plusSeconds(20))
                .run();
        if (ended.exit() == TIMED_OUT) {
            return new Result.TooSlow();
        }
        List<String> lines = ended.out().lines().toList();
        if (lines.size() != 3) {
            throw new IllegalStateException(label + " could not be measured: " + ended);
        }
        double seconds = Stream.of(lines.get(1).split(" ", -1))
                .mapToDouble(Peer::seconds)
                .sum();
        return new Result.Measured(seconds * 1000 / repeats, Long.parseLong(lines.get(2)));
    }

    /// Reads `1m2.345s`.
    private static double seconds(String time) {
        int minutes = time.indexOf('m');
        return Integer.parseInt(time.substring(0, minutes)) * 60
                + Double.parseDouble(time.substring(minutes + 1, time.length() - 1));
    }
}
