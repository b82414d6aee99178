package io.hangup.trials.halves;

import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.LabFailure;
import io.hangup.trials.lab.Login;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import io.hangup.trials.stage.Stage;
import io.hangup.trials.trial.Score;
import java.time.Duration;

/// An agent that somebody starts by hand, and the installed executor that it hands commands to.
final class AgentByHand {
    private static final Duration TO_SHOW = Duration.ofSeconds(40);

    /// The agent looks for orphans once a minute, and believes what it saw twice.
    private static final Duration TO_LIST = Duration.ofSeconds(200);

    private static final String AGENT = "io.hangup.agent.Main";

    private final Stage stage;
    private final Host host;
    private final Installation installed;
    private final Score score;
    private final Desk controller;

    AgentByHand(Stage stage, Host host, Installation installed, Score score) {
        this.stage = stage;
        this.host = host;
        this.installed = installed;
        this.score = score;
        controller = new Desk(stage.api(), host);
    }

    /// In the place of the unit's, from a login that ends: then it is what a login left behind. What boots the lab's
    /// Debian 12 hides the kernel's boot id from logins, and not from a unit that has a `/proc` of its own.
    void start() {
        installed.shell("""
                boot=/proc/sys/kernel/random/boot_id
                cmp -s $boot /proc/%d/root$boot || umount $boot
                systemctl stop hangup-agent.service
                chown root /etc/hangup/host-key.pem
                mkdir /root/agent
                cp /etc/hangup/agent.yaml /root/agent/agent.yaml
                printf 'stateDir: /root/agent/state\\nrunDir: /root/agent/run\\n' >>/root/agent/agent.yaml
                """.formatted(installed.pid("hangup-agent")));
        Running client = stage.lab().node("h-" + host.name()).ssh(Login.of("root", host));
        if (!client.answers(TO_SHOW)) {
            throw new LabFailure("no prompt: " + client.said().text());
        }
        client.type("nohup /opt/hangup/runtime/bin/java @/opt/hangup/agent/jvm.options -cp '/opt/hangup/agent/*' "
                + AGENT + " --config /root/agent/agent.yaml >/root/agent/log 2>&1 &");
        Patience.await(
                "an agent that was started by hand on " + host,
                TO_SHOW,
                () -> host.command("grep", "-q", "ready " + host.name(), "/root/agent/log")
                        .run()
                        .good());
        client.type("exit");
        if (!client.awaitExit(TO_SHOW)) {
            throw new LabFailure("no logout: " + client.said().text());
        }
    }

    /// What is between the two is all that tells the executor which process that is.
    void reap() {
        int pid = Integer.parseInt(host.exec("pgrep", "-o", "-f", AGENT).strip());
        Patience.await(
                "the agent itself is listed as an orphan of " + host,
                TO_LIST,
                () -> controller.orphan(pid).isPresent());
        Receipt receipt = controller.reap(controller.orphan(pid).orElseThrow());
        score.claim(
                host.name() + ": an agent started by hand is never ended by the executor it hands commands to",
                receipt.outcome() instanceof Outcome.Refused(String because)
                        && because.contains("process " + pid + " is what acts here")
                        && host.command("kill", "-0", Integer.toString(pid))
                                .run()
                                .good(),
                receipt.outcome().toString());
    }
}
