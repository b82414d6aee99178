package io.hangup.trials.halves;

import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.stage.Built;
import io.hangup.trials.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// Both halves on one booted host, from the built module and the shipped units.
public final class Installation {
    private static final Duration TO_START = Duration.ofSeconds(90);
    private static final List<String> UNITS = List.of(
            "hangup-agent.service",
            "hangup-agent-diag.socket",
            "hangup-executor.service",
            "hangup-executor.socket",
            "hangup-executor-diag.socket",
            "hangup-executor.service.d/probe.conf",
            "hangup-restart-sshd.service",
            "hangup-restart-sshd.path");

    private final Host host;

    private Installation(Host host) {
        this.host = host;
    }

    /// Puts both in the place of the agent that the stage has started.
    public static Installation on(Stage stage, Host host) throws IOException {
        stage.kill(Stage.agent(host.name()));
        var installation = new Installation(host);
        installation.users();
        installation.program(Built.here());
        installation.units(Built.here());
        installation.settings();
        installation.start();
        return installation;
    }

    private void users() {
        shell("for u in hangup hangup-executor; do id $u >/dev/null 2>&1 || useradd --system --user-group $u; done");
    }

    private void program(Built built) {
        Path agent = built.home().resolve("agent");
        shell("mkdir -p /opt/hangup/agent && ln -s %s /opt/hangup/runtime && cp %s %s/*.jar %s/*.jar /opt/hangup/agent/"
                .formatted(
                        System.getProperty("java.home"),
                        agent.resolve("jvm.options"),
                        agent.resolve("target"),
                        agent.resolve("target/lib")));
    }

    private void units(Built built) throws IOException {
        for (String unit : UNITS) {
            give(
                    "/etc/systemd/system/" + unit,
                    Files.readString(built.home().resolve("deploy/systemd").resolve(unit)));
        }
        give(
                "/etc/systemd/system/hangup-agent.service.d/network.conf",
                "[Service]\nIPAddressAllow=localhost\nIPAddressAllow=10.77.0.0/16\n");
    }

    /// The stage's, but for folders and keys, which are where an installation has them.
    private void settings() {
        shell("""
                cd /etc/hangup
                grep -v -E '^(stateDir|runDir|hostKey|trustedKeys|operatorKeys):' %1$s.yaml >agent.yaml
                echo 'executor: {socket: /run/hangup-executor/socket}' >>agent.yaml
                mv trusted.pem trusted-keys.pem
                mv operators.pem operator-keys.pem
                mv %1$s.key host-key.pem
                chown hangup host-key.pem
                chmod 755 .
                chmod 644 agent.yaml trusted-keys.pem operator-keys.pem
                """.formatted(host.name()));
    }

    private void start() {
        shell("systemctl daemon-reload && systemctl start hangup-executor.socket hangup-executor-diag.socket"
                + " hangup-restart-sshd.path"
                + " && systemctl start hangup-agent.service");
        Patience.await(
                "the installed agent of " + host.name() + " is ready",
                TO_START,
                () -> said("hangup-agent").contains("ready " + host.name())
                        && said("hangup-executor").contains("serving " + host.name()));
    }

    /// What a unit has written to the journal.
    public String said(String unit) {
        return host.command("journalctl", "--no-pager", "--output=cat", "--unit=" + unit)
                .run()
                .out();
    }

    /// The pid of a unit's process, as the host counts; 0 while there is none.
    public long pid(String unit) {
        return Long.parseLong(host.exec("systemctl", "show", "--property=MainPID", "--value", unit)
                .strip());
    }

    /// Runs a line on the host with the rights of a unit's process.
    boolean allowed(String unit, String line) {
        String user = host.exec("systemctl", "show", "--property=User", "--value", unit)
                .strip();
        String only = "-all,+sys_ptrace,+dac_read_search" + (unit.equals("hangup-executor") ? ",+kill" : "");
        return host.command(
                        "setpriv",
                        "--reuid=" + user,
                        "--regid=" + user,
                        "--clear-groups",
                        "--no-new-privs",
                        "--inh-caps=" + only,
                        "--ambient-caps=" + only,
                        "--bounding-set=" + only,
                        "sh",
                        "-c",
                        line)
                .run()
                .good();
    }

    /// Runs a script on the host, which must end well.
    public String shell(String script) {
        return host.exec("sh", "-e", "-c", script);
    }

    /// Writes a file.
    public void give(String path, String text) {
        host.command("sh", "-e", "-c", "mkdir -p \"$(dirname " + path + ")\" && cat >" + path)
                .reading(text)
                .check();
    }
}
