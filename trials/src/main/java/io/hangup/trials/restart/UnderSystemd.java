package io.hangup.trials.restart;

import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.trials.halves.Installation;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// What is asked of one booted host whose agent is installed in two halves, with the unit that restarts sshd.
final class UnderSystemd {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration TO_BEGIN = Duration.ofSeconds(30);
    private static final String POLICY = """
            allow: [probe, drop, restart-sshd]
            restart: {unit: ssh.service}
            budget: {restart-sshd: "100/1h"}
            """;

    private final Stage stage;
    private final Host host;
    private final Installation installed;
    private final Score score;
    private final Wishes wishes;

    UnderSystemd(Stage stage, Host host, Installation installed, Score score) {
        this.stage = stage;
        this.host = host;
        this.installed = installed;
        this.score = score;
        wishes = new Wishes(stage.api(), host);
    }

    void run() {
        // The trial asks more often than anybody would in an hour.
        installed.give(
                "/etc/systemd/system/hangup-restart-sshd.service.d/trial.conf", "[Unit]\nStartLimitBurst=1000\n");
        installed.shell("systemctl daemon-reload");
        policy(POLICY);
        List<Scene> people = people();
        wishes.awaitSessions(people.size());
        keepsSessions(people);
        healsAStoppedListener(people);
        refusesWrongSettings(people);
        refusesAnotherUnit();
        refusesWhereSessionsWouldEnd(people);
        refusesWhatIsNotAllowed();
        survivesTheExecutor(people);
        answersWhatWasOnlyTested(people);
        saysThatNobodyListens(people);
        people.forEach(Scene::close);
        score.detail(score.figures().toString());
    }

    private List<Scene> people() {
        return Stream.of("alice", "bob", "carol")
                .map(user -> Scenes.idle(stage.lab().control(), host, user))
                .toList();
    }

    private void claim(String what, boolean held, Object seen) {
        score.claim(host.name() + ": " + what, held, String.valueOf(seen));
    }

    private void policy(String text) {
        installed.give("/etc/hangup/policy.yaml", text);
    }

    private long listener() {
        return installed.pid("ssh.service");
    }

    private static boolean answer(List<Scene> people) {
        return people.stream().allMatch(person -> person.answers(SOON));
    }

    private boolean greets() {
        return host.command("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/22; timeout 5 head -c 4 <&3")
                .run()
                .out()
                .startsWith("SSH-");
    }

    private Outcome wish(String reason) {
        wishes.awaitListener(listener());
        CommandId command = wishes.ask(reason);
        Receipt receipt = wishes.receipt(command);
        score.figure(
                host.name() + ": " + reason + ", from the command's arrival to its receipt, ms",
                receipt.took().toMillis());
        return receipt.outcome();
    }

    private void keepsSessions(List<Scene> people) {
        long before = listener();
        Outcome outcome = wish("the trial restarts it");
        claim(
                "a restart ends no session: all are counted before and after, and all answer",
                outcome.equals(new Outcome.Restarted(people.size(), people.size())) && answer(people),
                outcome);
        claim(
                "another process listens and greets",
                listener() != before && listener() != 0 && greets(),
                before + " then " + listener());
    }

    private void healsAStoppedListener(List<Scene> people) {
        long before = listener();
        host.exec("kill", "-STOP", Long.toString(before));
        boolean wedged = !greets();
        Outcome outcome = wish("its listener is stopped");
        claim(
                "a stopped listener is healed by it",
                wedged && outcome instanceof Outcome.Restarted && greets() && answer(people),
                outcome + ", greeted before: " + !wedged);
    }

    private void refusesWrongSettings(List<Scene> people) {
        long before = listener();
        installed.give("/etc/ssh/sshd_config.d/zz-trial.conf", "# a comment\nNoSuchThing yes\n");
        Outcome outcome = wish("its settings are wrong");
        host.exec("rm", "/etc/ssh/sshd_config.d/zz-trial.conf");
        claim(
                "wrong settings are refused with file and line, and the old listener goes on",
                outcome instanceof Outcome.Refused(String because)
                        && because.contains("zz-trial.conf")
                        && because.contains("line 2")
                        && listener() == before
                        && greets()
                        && answer(people),
                outcome);
    }

    private void refusesAnotherUnit() {
        long before = listener();
        policy(POLICY.replace("ssh.service", "cron.service"));
        Outcome outcome = wish("the policy names another unit");
        policy(POLICY);
        claim(
                "a unit that does not run the server is refused",
                outcome instanceof Outcome.Refused(String because)
                        && because.contains("ssh.service")
                        && because.contains("cron.service")
                        && listener() == before,
                outcome);
    }

    /// A process stands for a session that logind took into no scope of its own.
    private void refusesWhereSessionsWouldEnd(List<Scene> people) {
        long before = listener();
        installed.give("/etc/systemd/system/ssh.service.d/group.conf", "[Service]\nKillMode=control-group\n");
        installed.shell("systemctl daemon-reload; sleep 300 >/dev/null 2>&1 </dev/null & echo $! >/run/trial-session;"
                + " echo $! >/sys/fs/cgroup$(sed -n s/^0:://p /proc/" + before + "/cgroup)/cgroup.procs");
        Outcome outcome = wish("its unit ends its whole cgroup");
        claim(
                "a unit whose restart would end sessions is refused, and nobody is ended",
                outcome instanceof Outcome.Refused(String because)
                        && because.contains("KillMode of ssh.service is control-group")
                        && listener() == before
                        && answer(people),
                outcome);
        host.exec("rm", "/etc/systemd/system/ssh.service.d/group.conf");
        installed.shell("systemctl daemon-reload");
        Outcome alone = wish("its unit ends the listener alone");
        claim(
                "where it ends the listener alone it is restarted, and the other process lives on",
                alone instanceof Outcome.Restarted
                        && host.command("sh", "-c", "kill $(cat /run/trial-session)")
                                .run()
                                .good()
                        && answer(people),
                alone);
    }

    private void refusesWhatIsNotAllowed() {
        long before = listener();
        policy("allow: [probe]\nrestart: {unit: ssh.service}\n");
        refused("what is not allowed is refused", "not allowed", before);
        policy(POLICY.replace("100/1h", "0/1d"));
        refused("what has no budget is refused", "budget", before);
        policy(POLICY);
        host.exec("touch", "/etc/hangup/paused");
        refused("a paused host refuses it", "paused", before);
        installed.shell(
                "runuser -u hangup-executor -- sh -c 'echo 4711 >/run/hangup-executor-ledger/restart-sshd.restart'");
        boolean answered = Patience.within(
                TO_BEGIN,
                () -> host.command("cat", "/run/hangup-restart-sshd/restart")
                        .run()
                        .out()
                        .startsWith("4711 refused"));
        claim(
                "nor does it obey an executor that asks without a command",
                answered && listener() == before,
                host.command("cat", "/run/hangup-restart-sshd/restart")
                        .run()
                        .out()
                        .strip());
        host.exec("rm", "/etc/hangup/paused");
    }

    private void refused(String what, String word, long before) {
        Outcome outcome = wish(what);
        claim(
                what,
                outcome instanceof Outcome.Refused(String because) && because.contains(word) && listener() == before,
                outcome);
    }

    /// The server's start takes a while, in which the executor is killed.
    private void survivesTheExecutor(List<Scene> people) {
        installed.give("/etc/systemd/system/ssh.service.d/slow.conf", "[Service]\nExecStartPre=/bin/sleep 4\n");
        installed.shell("systemctl daemon-reload");
        wishes.awaitListener(listener());
        long stops = stops();
        CommandId command = wishes.ask("its executor is killed over it");
        Patience.await(
                "the restart is under way",
                TO_BEGIN,
                () -> host.command("systemctl", "is-active", "ssh.service")
                        .run()
                        .out()
                        .strip()
                        .matches("deactivating|activating"));
        host.exec("kill", "-KILL", Long.toString(installed.pid("hangup-executor")));
        Outcome outcome = wishes.receipt(command).outcome();
        host.exec("rm", "/etc/systemd/system/ssh.service.d/slow.conf");
        installed.shell("systemctl daemon-reload");
        claim(
                "a restart whose executor was killed is answered truthfully, and done once",
                outcome instanceof Outcome.Restarted && stops() == stops + 1 && greets() && answer(people),
                outcome + ", stopped " + (stops() - stops) + " times");
    }

    /// Whoever tests the settings is not there, so the executor is killed while it waits for him.
    private void answersWhatWasOnlyTested(List<Scene> people) {
        wishes.awaitListener(listener());
        long before = listener();
        long executor = installed.pid("hangup-executor");
        installed.shell("systemctl stop hangup-restart-sshd.path");
        CommandId command = wishes.ask("its executor is killed before it");
        Patience.await(
                "its settings are to be tested",
                TO_BEGIN,
                () -> host.command("grep", "-q", "PREPARED.*" + command, "/var/lib/hangup-executor/commands.journal")
                        .run()
                        .good());
        host.exec("kill", "-KILL", Long.toString(installed.pid("hangup-executor")));
        Outcome outcome = wishes.receipt(command).outcome();
        installed.shell("systemctl start hangup-restart-sshd.path");
        claim(
                "a restart whose executor was killed before it began is answered, and not done",
                outcome instanceof Outcome.Refused(String because)
                        && because.contains("preparing it, so nothing was done")
                        && installed.pid("hangup-executor") != executor
                        && listener() == before
                        && answer(people),
                outcome);
    }

    private long stops() {
        return installed
                .said("ssh.service")
                .lines()
                .filter(line -> line.startsWith("Stopped ssh.service"))
                .count();
    }

    private void saysThatNobodyListens(List<Scene> people) {
        installed.give(
                "/etc/systemd/system/ssh.service.d/broken.conf",
                "[Service]\nExecStart=\nExecStart=/bin/false\nRestart=no\n");
        installed.shell("systemctl daemon-reload");
        Outcome outcome = wish("its start is broken");
        claim(
                "a restart that fails says that nobody listens, and sessions live on",
                outcome instanceof Outcome.NotRestarted(String _, boolean listening)
                        && !listening
                        && !greets()
                        && answer(people),
                outcome);
        host.exec("rm", "/etc/systemd/system/ssh.service.d/broken.conf");
        installed.shell("systemctl daemon-reload; systemctl reset-failed ssh.service; systemctl start ssh.service");
        claim("it is there again once its administrator has started it", greets() && answer(people), listener());
    }
}
