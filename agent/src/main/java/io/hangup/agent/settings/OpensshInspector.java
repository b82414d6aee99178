package io.hangup.agent.settings;

import io.hangup.agent.audit.Arguments;
import io.hangup.agent.audit.Effective;
import io.hangup.agent.audit.Judge;
import io.hangup.agent.audit.Judgement;
import io.hangup.agent.audit.Keepalive;
import io.hangup.agent.audit.MatchBlock;
import io.hangup.agent.audit.Release;
import io.hangup.agent.audit.Texts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks an OpenSSH server's own program what it would do with its own files: `sshd -T`.
final class OpensshInspector {
    private static final Path USUAL = Path.of("/etc/ssh/sshd_config");
    private static final int MOST_MATCHES = 16;
    private static final int LONGEST_TROUBLE = 200;

    /// For releases that want a connection to be named where `Match` is used.
    private static final String ANYBODY = "user=nobody,host=host.invalid,addr=192.0.2.1,laddr=192.0.2.2,lport=22";

    private final Server server;
    private final Path program;
    private final Arguments arguments;
    private final Inspection found;

    OpensshInspector(Server server, Path program, Inspection found) {
        this.server = server;
        this.program = program;
        this.found = found;
        arguments = server.arguments();
    }

    static ConfigTree files(Server server) {
        return ConfigTree.of(server.arguments().config().map(Path::of).orElse(USUAL));
    }

    void inspect(Instant bootedAt, Keepalive kernel, boolean first) {
        Optional<Effective> everywhere = ask(Optional.empty());
        if (everywhere.isEmpty()) {
            return;
        }
        // 9.2 has no -V and names itself while it complains.
        Optional<Release> release =
                BoundedRun.of(List.of(program.toString(), "-V")).flatMap(outcome -> Release.in(outcome.printed()));
        ConfigTree files = files(server);
        List<Judgement> all = new ArrayList<>(Judge.server(everywhere.get(), release, kernel));
        for (String text : files.texts()) {
            for (MatchBlock block :
                    MatchBlock.in(text).stream().limit(MOST_MATCHES).toList()) {
                all.addAll(match(block, everywhere.get(), release));
            }
        }
        Instant readAt = readAt(everywhere.get(), bootedAt);
        found.add(all.stream().map(j -> first ? j : elsewhere(j)).distinct().toList(), readAt, files.writtenAt());
    }

    private Judgement elsewhere(Judgement judgement) {
        return judgement.at(judgement.where() + " at port " + server.port());
    }

    private List<Judgement> match(MatchBlock block, Effective everywhere, Optional<Release> release) {
        Optional<String> sample = block.sample(Accounts::memberOf);
        if (sample.isEmpty()) {
            found.trouble("nobody was found to whom '" + block.condition() + "' applies");
            return List.of();
        }
        return ask(sample)
                .map(there -> Judge.match(block.condition(), there, everywhere, release))
                .orElse(List.of());
    }

    private Optional<Effective> ask(Optional<String> whom) {
        Optional<BoundedRun.Outcome> outcome = run(whom);
        if (whom.isEmpty()
                && outcome.filter(o -> o.printed().contains("connection test specification"))
                        .isPresent()) {
            outcome = run(Optional.of(ANYBODY));
        }
        if (outcome.filter(BoundedRun.Outcome::good).isEmpty()) {
            found.trouble(program + " -T "
                    + outcome.map(o -> "failed: " + lastLine(o.printed())).orElse("did not end in time"));
            return Optional.empty();
        }
        return outcome.map(o -> Effective.parse(o.printed()));
    }

    private Optional<BoundedRun.Outcome> run(Optional<String> whom) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "-T"));
        command.addAll(arguments.settings());
        whom.ifPresent(spec -> command.addAll(List.of("-C", spec)));
        return BoundedRun.of(command);
    }

    private static String lastLine(String printed) {
        return Texts.printable(printed.substring(printed.strip().lastIndexOf('\n') + 1), LONGEST_TROUBLE);
    }

    // A reload keeps pid and start, and writes the pid file anew.
    private Instant readAt(Effective everywhere, Instant bootedAt) {
        Instant started = server.startedAt(bootedAt);
        return everywhere
                .value("pidfile")
                .filter(file -> file.startsWith("/"))
                .map(Path::of)
                .filter(file -> names(file, server.process().pid()))
                .map(ConfigTree::writtenAt)
                .filter(written -> written.isAfter(started))
                .orElse(started);
    }

    private static boolean names(Path pidFile, int pid) {
        try {
            return Files.size(pidFile) < 32 && Files.readString(pidFile).strip().equals(Integer.toString(pid));
        } catch (IOException unreadable) {
            return false;
        }
    }
}
