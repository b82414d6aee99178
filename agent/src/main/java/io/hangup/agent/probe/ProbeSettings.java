package io.hangup.agent.probe;

import io.hangup.protocol.session.SshSession;
import java.time.Duration;
import java.util.Set;

/// What a probe looks for, and how often it looks at what is dear.
///
/// @param openssh base names of executables that are OpenSSH servers
/// @param dropbear base names of executables that are Dropbear servers
/// @param maxConnections the connections one look holds at most; beyond it the view is truncated and says so
/// @param sweepEvery how often all processes are walked: for servers that started since, for holders of pipes
/// @param lookEvery the time between two looks, as far as it is known
/// @param agentVersion as published in the host's facts
public record ProbeSettings(
        Set<String> openssh,
        Set<String> dropbear,
        int maxConnections,
        Duration sweepEvery,
        Duration lookEvery,
        String agentVersion) {

    public ProbeSettings {
        openssh = Set.copyOf(openssh);
        dropbear = Set.copyOf(dropbear);
        if (maxConnections < 1) {
            throw new IllegalArgumentException("maxConnections must be at least 1, not " + maxConnections);
        }
    }

    /// For eyes that look whenever they are asked to.
    public ProbeSettings(
            Set<String> openssh, Set<String> dropbear, int maxConnections, Duration sweepEvery, String agentVersion) {
        this(openssh, dropbear, maxConnections, sweepEvery, Duration.ZERO, agentVersion);
    }

    /// What Debian's, Red Hat's and the BSD-like packages install.
    public static ProbeSettings defaults(String agentVersion) {
        return new ProbeSettings(
                Set.of("sshd", "sshd-session", "sshd-auth"),
                Set.of("dropbear", "dropbearmulti"),
                4_096,
                SshSession.WORK_WITHIN,
                agentVersion);
    }

    /// The same for eyes that look so often.
    public ProbeSettings lookingEvery(Duration time) {
        return new ProbeSettings(openssh, dropbear, maxConnections, sweepEvery, time, agentVersion);
    }

    /// How long the processes of a session at rest may go unread: with the look that is then late by as much as lies
    /// between two, what they used of the CPU is seen within a sweep.
    Duration rest() {
        Duration rest = sweepEvery.minus(lookEvery);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
