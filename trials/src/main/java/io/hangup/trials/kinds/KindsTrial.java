package io.hangup.trials.kinds;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Release;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Every kind of connection, for real on Debian 12 and 13, judged by the shipped rules; each host is watched by
/// an agent with every right and by one with none.
///
/// In full it takes the time that the rules take, and every healthy kind is there for at least half an hour. `--short`
/// divides the rules' durations, and those of the troubles that pass, by one number.
public final class KindsTrial implements Trial {
    private static final int SHORTER = 30;
    private static final Duration LEAST = Duration.ofMinutes(36);
    /// `stopped-leader` and, without `LoginGraceTime`, `pre-auth-silent` take an hour.
    private static final Duration LONGEST = Duration.ofMinutes(68);
    private static final Duration OUTAGE = Duration.ofMinutes(5);
    private static final Duration LAPTOP_CLOSED = Duration.ofMinutes(20);
    private static final Duration CLOCK_STOPPED = Duration.ofMinutes(12);
    /// What no rule's duration holds: the kernel's ninth retransmit comes 100 to 150 s after the cut.
    private static final Duration KERNEL = Duration.ofSeconds(170);

    private static final Duration RECORDED = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration TO_ANSWER = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "kinds";
    }

    @Override
    public String shows() {
        return "every kind of SSH connection on Debian 12 and 13: the right verdict or unknown, never a wrong one";
    }

    @Override
    public String usually() {
        return "75 min";
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
        int divisor = options.brief() ? SHORTER : 1;
        score.step("booting Debian 12 and 13, a broker, a controller and two agents on each host");
        ScaledRules rules = ScaledRules.shippedBy(divisor);
        try (Stage stage = Stage.raise(
                rules.text(),
                options.brief() ? Pace.THIRTIETH : Pace.SHIPPED,
                Cast.plan(Release.BOOKWORM),
                Cast.plan(Release.TRIXIE))) {
            try {
                stage.attempt(score::detail, () -> {
                    new Watched(stage, score, rules, divisor).run();
                    if (options.keep()) {
                        score.step("left up as asked; Ctrl-C takes it down. The page: " + stage.url());
                        new CountDownLatch(1).await();
                    }
                });
            } finally {
                score.step("taking everything down");
            }
        }
    }

    /// One run on a raised stage.
    private static final class Watched {
        private final Stage stage;
        private final Score score;
        private final ScaledRules rules;
        private final int divisor;
        private final List<Viewer> viewers = new ArrayList<>();
        private final List<Raised> raised = new ArrayList<>();
        private final Watch watch;

        Watched(Stage stage, Score score, ScaledRules rules, int divisor) {
            this.stage = stage;
            this.score = score;
            this.rules = rules;
            this.divisor = divisor;
            this.watch = new Watch(stage.api());
        }

        void run() throws InterruptedException, IOException {
            stage.hosts().forEach(this::addViewers);
            var cast = new Cast(stage.lab(), stage.hosts());
            raised.addAll(cast.raise(chosen(Kinds.BEFORE_RESTART)));
            stage.hosts().forEach(host -> host.exec("systemctl", "restart", "ssh"));
            raised.addAll(cast.raise(chosen(Kinds.ALL)));
            List<Raised> passing = cast.raise(chosen(Kinds.PASSING));
            raised.addAll(passing);
            score.step(raised.size() + " connections are raised; the page: " + stage.url());
            String recording = System.getProperty("hangup.record", "");
            if (!recording.isEmpty()) {
                record(Path.of(recording));
                return;
            }
            List<Thread> troubles = passing.stream().map(this::trouble).toList();
            follow();
            for (Thread trouble : troubles) {
                trouble.join();
            }
            watch.look();
            report();
        }

        /// Writes down some minutes of all kinds, for the tests that judge them again, instead of judging them here.
        private void record(Path file) throws IOException {
            score.step("recording for " + RECORDED.toMinutes() + " minutes to " + file);
            Recording recording = Recording.to(file, stage.kafka(), raised);
            try (recording) {
                Patience.within(RECORDED, () -> false);
            }
            viewers.forEach(viewer ->
                    score.claim("recorded " + viewer.name(), recording.heard().contains(viewer.name()), "in " + file));
        }

        /// All of them, or those whose name holds what `-Dhangup.kinds=` says, for a closer look.
        private static List<Kind> chosen(List<Kind> kinds) {
            String part = System.getProperty("hangup.kinds", "");
            return kinds.stream().filter(kind -> kind.name().contains(part)).toList();
        }

        private void addViewers(Host host) {
            viewers.add(new Viewer(host.name(), host, true));
            String few = host.name() + "-few";
            stage.addAgent(host, few, Rights.USER, Rights.NONE);
            viewers.add(new Viewer(few, host, false));
        }

        private Thread trouble(Raised one) {
            return Thread.ofPlatform().name(one.toString()).start(() -> {
                boolean works = switch (one.kind().name()) {
                    case Kinds.LAPTOP -> Stay.sleeps(one, LAPTOP_CLOSED.dividedBy(divisor));
                    case Kinds.LAPTOP_WITH_CLOCK -> Stay.sleeps(one, CLOCK_STOPPED.dividedBy(divisor));
                    default -> Stay.outlasts(one, OUTAGE.dividedBy(divisor));
                };
                score.claim(one + " works on afterwards", works, "");
            });
        }

        /// Looks for as long as the trial promises, and then on until all is right or the longest rule had its time.
        private void follow() {
            long begin = System.nanoTime();
            boolean allRight = false;
            while (!past(begin, longest(LONGEST.dividedBy(divisor), KERNEL))
                    && !(allRight && past(begin, LEAST.dividedBy(divisor)))) {
                watch.look();
                allRight = table().allRight();
                watch.fresh().forEach(finding -> score.step("found    " + finding.id() + "  " + finding.subject()));
                Patience.within(BETWEEN_LOOKS, () -> false);
            }
        }

        private static boolean past(long begin, Duration time) {
            return System.nanoTime() - begin >= time.toNanos();
        }

        private static Duration longest(Duration one, Duration other) {
            return one.compareTo(other) > 0 ? one : other;
        }

        private Table table() {
            return Table.of(raised, viewers, watch);
        }

        private void report() {
            score.detail(table().text());
            for (Raised one : raised) {
                if (one.kind().truth() == Truth.HEALTHY) {
                    score.claim(one + " still works", one.act().answers(TO_ANSWER), "");
                }
            }
            Table table = table();
            table.rows().forEach(row -> score.claim(row.kind().name(), !row.wrong(), row.told()));
            score.figure("verdicts", table.counts());
            List<String> unshipped = Kinds.ALL.stream()
                    .flatMap(kind -> kind.rule().stream())
                    .filter(rule -> !rules.ids().contains(rule))
                    .distinct()
                    .toList();
            score.claim(
                    "every rule that a kind waits for is shipped", unshipped.isEmpty(), String.join(", ", unshipped));
            List<String> others = strangers();
            score.claim("nothing else was ever called stuck", others.isEmpty(), String.join("; ", others));
        }

        private List<String> strangers() {
            return viewers.stream()
                    .flatMap(viewer -> watch.findings(viewer).stream())
                    .filter(finding -> raised.stream().noneMatch(one -> Watch.owns(one, finding)))
                    .map(finding -> finding.id() + " " + finding.subject())
                    .toList();
        }
    }
}
