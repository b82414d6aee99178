package io.hangup.trials.restart;

import io.hangup.protocol.command.Outcome;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.HostPlan;
import io.hangup.trials.lab.Lab;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Pace;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import io.hangup.trials.trial.Trial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Restarts of sshd where something else than systemd runs it.
public final class SupervisorsTrial implements Trial {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration TO_LISTEN = Duration.ofSeconds(20);

    @Override
    public String name() {
        return "supervisors";
    }

    @Override
    public String shows() {
        return "sshd is restarted by supervisord, runit, s6 and OpenRC too, and their words are not believed";
    }

    @Override
    public String usually() {
        return "2 min";
    }

    @Override
    public List<String> lacks() {
        return Lab.requirements();
    }

    @Override
    public void run(Options options, Score score) throws Exception {
        HostPlan[] plans = Stream.of(Keeper.values())
                .map(keeper -> HostPlan.named(keeper.host()).sshd(22))
                .toArray(HostPlan[]::new);
        score.step("raising a host for each of " + List.of(Keeper.values()));
        try (Stage stage = Stage.raise("rules: []\n", Pace.QUICK, "{perHost: 100/1m, fleet: 100/1m}", plans)) {
            score.step("fetching their packages");
            Borrowed borrowed = Borrowed.fetch(
                    stage.lab().folder(),
                    Stream.of(Keeper.values())
                            .flatMap(keeper -> keeper.packages().stream())
                            .distinct()
                            .toList());
            stage.attempt(score::detail, () -> {
                try {
                    for (Keeper keeper : Keeper.values()) {
                        Host host = stage.host(keeper.host());
                        score.step("sshd under " + host.name());
                        borrowed.unpack(host);
                        long own = listener(host);
                        keeper.takeOver(host, own);
                        restarts(stage, host, keeper, own, score);
                    }
                } catch (Exception e) {
                    stage.hosts().forEach(host -> score.detail(host.console().text()));
                    throw e;
                }
            });
        }
    }

    private static void restarts(Stage stage, Host host, Keeper keeper, long own, Score score) {
        var wishes = new Wishes(stage.api(), host);
        long first = another(host, own);
        Scene alice = Scenes.idle(stage.lab().control(), host, "alice");
        wishes.awaitSessions(1);
        wishes.awaitListener(first);

        Outcome restarted = wishes.restart("the trial restarts it");
        score.claim(
                host.name() + ": another process listens and greets, and the session answers",
                restarted.equals(new Outcome.Restarted(1, 1)) && listener(host) != first && alice.answers(SOON),
                restarted.toString());

        long second = another(host, first);
        wishes.awaitListener(second);
        host.exec("sh", "-c", "echo 'NoSuchThing yes' >>/etc/ssh/sshd_config_22");
        Outcome refused = wishes.restart("its settings are wrong");
        score.claim(
                host.name() + ": wrong settings are refused, and the old listener goes on",
                refused instanceof Outcome.Refused(String because)
                        && because.contains("sshd_config_22")
                        && because.contains("NoSuchThing")
                        && listener(host) == second
                        && alice.answers(SOON),
                refused.toString());
        keeper.hazard().ifPresent(line -> {
            host.exec("sh", "-c", line);
            Outcome spared = wishes.restart("it would end more than the listener");
            score.claim(
                    host.name() + ": it is refused where sessions could end with it",
                    spared instanceof Outcome.Refused(String because)
                            && because.contains("rc_cgroup_cleanup")
                            && listener(host) == second
                            && alice.answers(SOON),
                    spared.toString());
        });
        alice.close();
    }

    /// Waits until another process listens.
    private static long another(Host host, long before) {
        var now = new AtomicLong();
        Patience.await("sshd listens on " + host, TO_LISTEN, () -> {
            now.set(listener(host));
            return now.get() != 0 && now.get() != before;
        });
        return now.get();
    }

    /// The pid of who listens on port 22; 0 for nobody.
    private static long listener(Host host) {
        String line = host.exec("ss", "-Hltnp", "sport = :22");
        int at = line.indexOf("pid=");
        return at < 0 ? 0 : Long.parseLong(line.substring(at + 4, line.indexOf(',', at)));
    }
}
