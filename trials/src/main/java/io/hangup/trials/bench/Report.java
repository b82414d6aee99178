package io.hangup.trials.bench;

import io.hangup.trials.trial.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Says what was measured, to people and as figures.
record Report(Figures measured, Effort effort) {
    private static final String LEGEND = """
            CPU: all threads, children and the kernel's work for them; medians of the rounds. Agent and floors ran in
            the same seconds, once looks got no cheaper, the others one after another. (once): too dear to be repeated.
            At first: the first three windows of an agent that was just started, a minute in the whole trial.
            Wire: a minute without any change; a whole snapshot comes on top each 15 min. Sent by a client: TCP payload,
            its outgoing-byte-total. All frames: on the host's only interface, Ethernet to Kafka, acknowledgements too.
            Seen: from the event to the look that tells of it, 5 s between two looks.""";

    void print(Score score) throws IOException {
        Sheet ratios = ratios();
        if (!effort.watchesQuiet()) {
            score.detail("The wire and the idle agent take quiet minutes: they are in the whole trial only.");
        }
        for (Sheet sheet : List.of(
                measured.scan(),
                ratios,
                measured.fresh(),
                measured.rest(),
                measured.memory(),
                measured.wire(),
                measured.prompt())) {
            if (!sheet.figures().isEmpty()) {
                score.detail("\n" + sheet.table(effort.levels()));
            }
        }
        score.detail("\nGoals");
        new Goals(measured, effort).lines().forEach(score::detail);
        score.detail("\n" + LEGEND);
        score.figure("cpuMillisPerScan", measured.scan().figures());
        score.figure("ratios", ratios.figures());
        score.figure("freshAgent", measured.fresh().figures());
        score.figure("cpuMillisPerSecond", measured.rest().figures());
        score.figure("agentMemory", measured.memory().figures());
        score.figure("wire", measured.wire().figures());
        score.figure("prompt", measured.prompt().figures());
        score.figure("goals", new Goals(measured, effort).lines());
        score.figure(
                "machine",
                Map.of(
                        "cpus", Runtime.getRuntime().availableProcessors(),
                        "kernel", System.getProperty("os.version"),
                        "java", System.getProperty("java.version"),
                        "load", Files.readString(Path.of("/proc/loadavg")).strip()));
    }

    private Sheet ratios() {
        var ratios = new Sheet("Ratios");
        for (int level : effort.levels()) {
            ratio(ratios, level, "agent / lean C floor", Figures.AGENT, Floor.LEAN.paced());
            ratio(ratios, level, "agent / naive C floor", Figures.AGENT, Floor.NAIVE.paced());
            ratio(ratios, level, Exporter.LABEL + " / agent", Exporter.LABEL, Figures.AGENT);
            for (Peer peer : Peer.values()) {
                ratio(ratios, level, peer.label() + " / agent", peer.label(), Figures.AGENT);
            }
        }
        return ratios;
    }

    private void ratio(Sheet ratios, int level, String name, String row, String divisor) {
        measured.scan().ratio(row, divisor, level).ifPresent(value -> ratios.add(name, level, value));
    }
}
