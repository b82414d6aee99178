package io.hangup.trials.kinds;

import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.Account;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Release;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every kind of connection on Debian 12 and 13, ended through the API: what ended, what was left, and
/// whether the host keeps no trace of it. A new login works afterwards, always.
public final class LadderTrial implements Trial {
    private static final int AT_ONCE = 6;
    private static final Duration TO_LOG_IN = Duration.ofSeconds(20);

    /// One of each way that a ladder takes, for a gate that must be quick.
    private static final Set<String> FEW = Set.of(
            "dead peer, nothing in flight",
            "frozen client, output to a pipe",
            "hang on logout",
            "pre-auth, silent",
            "wedged sshd child",
            "stopped monitor, logged out",
            "stopped leader",
            "uninterruptible leader",
            "idle at a prompt",
            "root, idle",
            "exec, quiet",
            "typing",
            "tmux inside",
            "dropbear, exec");

    @Override
    public String name() {
        return "ladder";
    }

    @Override
    public String shows() {
        return "every kind of connection on Debian 12 and 13, ended: what is left, clean records, new logins work";
    }

    @Override
    public String usually() {
        return "2 min, 1 min with --short";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirementsToBoot();
    }

    @Override
    public boolean boots() {
        return true;
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        score.step("booting Debian 12 and 13, a broker, a controller and an agent on each host");
        try (Stage stage = Stage.raise(
                "rules: []\n",
                Pace.QUICK,
                "{perHost: 1000/10m, fleet: 2000/10m}",
                Cast.plan(Release.BOOKWORM),
                Cast.plan(Release.TRIXIE))) {
            stage.hosts().forEach(LadderTrial::allowMuch);
            try {
                stage.attempt(score::detail, () -> {
                    new Climb(stage, score).run(options.brief());
                });
            } finally {
                score.step("taking everything down");
            }
        }
    }

    private static void allowMuch(Host host) {
        host.exec(
                "sh",
                "-c",
                "echo 'budget: {drop: 1000/10m, close: 1000/10m, warn: 1000/10m}' >/etc/hangup/policy.yaml");
    }

    /// One run on a raised stage.
    private static final class Climb {
        private final Stage stage;
        private final Score score;
        private final Map<String, Map<String, String>> table = new LinkedHashMap<>();

        Climb(Stage stage, Score score) {
            this.stage = stage;
            this.score = score;
        }

        void run(boolean brief) {
            List<Raised> raised = new Cast(stage.lab(), stage.hosts()).raise(kinds(brief));
            score.step(raised.size() + " connections are raised");
            raised.forEach(one -> table.put(one.kind().name(), new LinkedHashMap<>()));
            Stream<Runnable> others = stage.hosts().stream()
                    .flatMap(host -> Stream.of(
                            () -> new KilledMonitor(stage, score, host).run(),
                            () -> new SharedChannels(stage, score, host).run(),
                            () -> new WarnedUsers(stage, score, host).run()));
            atOnce(Stream.concat(others, raised.stream().<Runnable>map(one -> () -> end(one)))
                    .toList());
            print();
        }

        /// All that have something to end, or those whose name holds what `-Dhangup.kinds=` says.
        private static List<Kind> kinds(boolean brief) {
            String part = System.getProperty("hangup.kinds", "");
            return Kinds.ALL.stream()
                    .filter(kind -> kind.truth() != Truth.OVER)
                    .filter(kind -> !brief || FEW.contains(kind.name()))
                    .filter(kind -> kind.name().contains(part))
                    .toList();
        }

        private static void atOnce(List<Runnable> tasks) {
            List<Future<?>> coming = new ArrayList<>();
            try (ExecutorService some = Executors.newFixedThreadPool(AT_ONCE)) {
                tasks.forEach(task -> coming.add(some.submit(task)));
            }
            for (Future<?> one : coming) {
                try {
                    one.get();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted", e);
                } catch (ExecutionException e) {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }

        /// Ends all that a kind has on its host. What is used all the time may be spared, and must then go on.
        private void end(Raised one) {
            List<List<SessionRow>> connections = connections(one);
            score.claim(one + " is listed", !connections.isEmpty(), "");
            List<String> cells = new ArrayList<>();
            connections.forEach(rows -> cells.add(end(one, rows, !cells.isEmpty())));
            score.claim("a new login works after " + one, login(one.place().host()), "");
            synchronized (table) {
                table.computeIfAbsent(one.kind().name(), _ -> new LinkedHashMap<>())
                        .put(one.place().host().name(), String.join(" + ", cells));
            }
        }

        /// @param later whether another connection of it was ended before, so that this one may have gone with it
        private String end(Raised one, List<SessionRow> rows, boolean later) {
            Optional<Records> records = Records.of(one.place().host(), rows);
            Wish wish = Wish.of(CommandRequest.drop(rows.getFirst().connection(), "the trial ends it"), stage.api());
            boolean with = later && wish.unknown();
            boolean used = one.kind().truth() == Truth.HEALTHY
                    && wish.spared()
                    && one.act().client().alive();
            List<String> faults = wish.gone() ? records.map(Records::faults).orElse(List.of()) : List.of();
            score.claim(one + " is ended or, in use, spared", wish.gone() || with || used, wish.told());
            score.claim(one + " leaves clean records", faults.isEmpty(), String.join(", ", faults));
            String kept = records.map(Records::kept)
                    .filter(what -> !what.isEmpty())
                    .map(what -> " | closed " + what)
                    .orElse("");
            String left = wish.left().isEmpty() ? "" : " | left " + wish.left();
            if (with) {
                return "went with it";
            }
            return wish.gone() ? wish.rungs() + kept + left : used ? "in use, spared" : wish.told();
        }

        /// From an address that is no kind's.
        private boolean login(Host host) {
            Login carol = Login.of("carol", host).withoutTerminal().running("echo works");
            return stage.lab()
                    .control()
                    .command(carol.words(stage.lab().key()).toArray(String[]::new))
                    .within(TO_LOG_IN)
                    .run()
                    .out()
                    .contains("works");
        }

        /// The connections of a kind on its host, each with its sessions.
        private List<List<SessionRow>> connections(Raised one) {
            return List.copyOf(Listed.await(
                            stage,
                            one.place().host(),
                            row -> one.owns(
                                    row.peer().address(),
                                    row.user().map(Account::name).orElse("")),
                            rows -> !rows.isEmpty())
                    .stream()
                    .collect(Collectors.groupingBy(SessionRow::connection, LinkedHashMap::new, Collectors.toList()))
                    .values());
        }

        private void print() {
            List<String> hosts = stage.hosts().stream().map(Host::name).toList();
            var text = new StringBuilder();
            table.forEach((kind, cells) -> {
                text.append(kind).append('\n');
                hosts.forEach(host -> text.append("  %-5s%s%n".formatted(host, cells.getOrDefault(host, "-"))));
            });
            score.detail(text.toString());
            score.figure("kinds", Map.copyOf(table));
        }
    }
}
