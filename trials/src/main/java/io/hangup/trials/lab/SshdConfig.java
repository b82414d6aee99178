package io.hangup.trials.lab;

import java.util.ArrayList;
import java.util.List;

/// What the lab's sshd are told.
final class SshdConfig {
    private static final String OURS = """
            PasswordAuthentication no
            PermitRootLogin prohibit-password
            UseDNS no
            MaxStartups 100:30:1000
            """;

    private SshdConfig() {}

    /// All of a light host's `sshd_config`. With sshd the first of equal lines counts.
    static String whole(HostPlan plan, int port) {
        // From 9.8 on sshd locks out addresses that connect and do not log in, as trials do.
        String penalties = OpenSsh.atLeast(9, 8) ? "\nPerSourcePenalties no" : "";
        return String.join("\n", plan.settings()) + penalties + "\n" + OURS + """
                Port %d
                HostKey /etc/ssh/ssh_host_ed25519_key
                PidFile /run/sshd-%d.pid
                UsePAM yes
                KbdInteractiveAuthentication no
                PrintMotd no
                Subsystem sftp /usr/lib/openssh/sftp-server
                """.formatted(port, port);
    }

    /// What a booted host's sshd reads before Debian's own settings.
    static String beforeDebians(HostPlan plan) {
        List<String> lines = new ArrayList<>(plan.settings());
        plan.sshd().forEach(port -> lines.add("Port " + port));
        if (plan.release().filter(Release::penalises).isPresent()) {
            lines.add("PerSourcePenaltyExemptList " + Switch.EVERYBODY);
        }
        return String.join("\n", lines) + "\n" + OURS;
    }
}
