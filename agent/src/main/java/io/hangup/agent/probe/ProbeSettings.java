package io.hangup.agent.probe;

import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.util.Set;

/// What a probe looks for, and how often it looks at what is dear.
///
/// @param openssh base names of executables that are OpenSSH servers
/// @param dropbear base names of executables that are Dropbear servers
/// @param maxConnections the connections one look holds at most; beyond it the view is truncated and says so
/// @param sweepEvery how often all processes are walked: for the CPU of processes behind a session's leader, for
///     servers that started since, for holders of pipes
/// @param agentVersion as published in the host's facts
public record ProbeSettings(
        Set<String> openssh, Set<String> dropbear, int maxConnections, Duration sweepEvery, String agentVersion) {

    public ProbeSettings {
        openssh = Set.copyOf(openssh);
        dropbear = Set.copyOf(dropbear);
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections);
        }
    }

    /// What Debian's, Red Hat's and the BSD-like packages install.
    public static ProbeSettings defaults(String agentVersion) {
        return new ProbeSettings(
                Set.of("sshd", "sshd-session", "sshd-auth"),
                Set.of("dropbear", "dropbearmulti"),
                4_096,
                SshSession.CPU_WITHIN,
                agentVersion);
    }
}
