package io.hangup.trials.restart;

import io.hangup.trials.lab.Host;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A supervisor as it keeps sshd running on a light host.
enum Keeper {
    SUPERVISORD(
            List.of("supervisor"),
            "{unit: sshd, manager: supervisord}",
            """
            cat >/etc/supervisor/trial.conf <<'END'
            [unix_http_server]
            file=/run/supervisor.sock
            [rpcinterface:supervisor]
            supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
            [supervisord]
            nodaemon=true
            logfile=/var/log/supervisord.log
            pidfile=/run/supervisord.pid
            user=root
            [supervisorctl]
            serverurl=unix:///run/supervisor.sock
            [program:sshd]
            command=/usr/sbin/sshd -D -e -f /etc/ssh/sshd_config_22
            END
            """,
            "/usr/bin/supervisord -n -c /etc/supervisor/trial.conf"),
    RUNIT(List.of("runit"), "{unit: sshd, manager: runit}", service("/etc/sv/sshd"), "runsv /etc/sv/sshd"),
    S6(List.of("s6"), "{unit: /etc/s6/sshd, manager: s6}", service("/etc/s6/sshd"), "s6-supervise /etc/s6/sshd"),
    OPENRC(List.of("openrc"), "{unit: ssh, manager: openrc}", boot("""
            echo 'SSHD_OPTS="-f /etc/ssh/sshd_config_22 -o PidFile=/run/sshd.pid"' >/etc/default/ssh
            """), "rc-service ssh start"),
    OPENRC_OWN(List.of("openrc"), "{unit: doorway, manager: openrc}", boot("""
            cat >/etc/init.d/doorway <<'END'
            #!/sbin/openrc-run
            command=/usr/sbin/sshd
            command_args="-f /etc/ssh/sshd_config_22"
            pidfile=/run/sshd-22.pid
            END
            chmod 755 /etc/init.d/doorway
            """), "rc-service doorway start");

    private final List<String> packages;
    private final String policy;
    private final String setup;
    private final String start;

    /// @param packages of Debian
    /// @param policy the host's key `restart`
    /// @param setup a script that makes sshd known to it
    /// @param start what then runs it: a line for the host's init
    Keeper(List<String> packages, String policy, String setup, String start) {
        this.packages = packages;
        this.policy = policy;
        this.setup = setup;
        this.start = start;
    }

    private static String service(String folder) {
        return """
                mkdir -p %1$s
                cat >%1$s/run <<'END'
                #!/bin/sh
                exec /usr/sbin/sshd -D -e -f /etc/ssh/sshd_config_22
                END
                chmod 755 %1$s/run
                """.formatted(folder);
    }

    /// What OpenRC makes at boot, and then some more.
    private static String boot(String more) {
        return """
                mkdir /run/openrc
                cd /run/openrc
                mkdir daemons exclusive failed hotplugged inactive init.d options scheduled started starting stopping tmp
                mkdir wasinactive
                echo default >softlevel
                """ + more;
    }

    /// The host that has it.
    String host() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A line for the host's shell after which it would end more than the listener, where it can be told to.
    Optional<String> hazard() {
        return switch (this) {
            case OPENRC -> Optional.of("mkdir -p /etc/conf.d; echo 'rc_cgroup_cleanup=\"yes\"' >>/etc/conf.d/ssh");
            case OPENRC_OWN -> Optional.of("echo 'rc_cgroup_cleanup=\"yes\"' >>/etc/rc.conf");
            case SUPERVISORD, RUNIT, S6 -> Optional.empty();
        };
    }

    List<String> packages() {
        return packages;
    }

    /// Has it run sshd in the place of the lab's own.
    ///
    /// @param own pid of that
    void takeOver(Host host, long own) {
        host.exec("sh", "-e", "-c", setup);
        host.exec("kill", Long.toString(own));
        host.daemon(start);
        host.command("sh", "-c", "cat >/etc/hangup/policy.yaml")
                .reading("allow: [probe, restart-sshd]\nbudget: {restart-sshd: 100/1h}\nrestart: " + policy + "\n")
                .check();
    }
}
