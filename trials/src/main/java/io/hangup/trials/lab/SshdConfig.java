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
        return String.join("\n", plain(plan)) + penalties + "\n" + OURS + """
                Port %d
                HostKey /etc/ssh/ssh_host_ed25519_key
                PidFile /run/sshd-%d.pid
                UsePAM yes
                KbdInteractiveAuthentication no
                PrintMotd no
                Subsystem sftp /usr/lib/openssh/sftp-server
                """.formatted(port, port) + conditional(plan);
    }

    /// What a booted host's sshd reads before Debian's own settings.
    static String beforeDebians(HostPlan plan) {
        List<String> lines = new ArrayList<>(plain(plan));
        plan.sshd().forEach(port -> lines.add("Port " + port));
        if (plan.release().filter(Release::penalises).isPresent()) {
            lines.add("PerSourcePenaltyExemptList " + Switch.EVERYBODY);
        }
        return String.join("\n", lines) + "\n" + OURS + conditional(plan);
    }

    private static List<String> plain(HostPlan plan) {
        return plan.settings().stream().filter(setting -> !conditional(setting)).toList();
    }

    /// A `Match` block comes last: everything below it is its own.
    private static String conditional(HostPlan plan) {
        return String.join(
                "\n", plan.settings().stream().filter(SshdConfig::conditional).toList());
    }

    private static boolean conditional(String setting) {
        return setting.startsWith("Match ");
    }
}
