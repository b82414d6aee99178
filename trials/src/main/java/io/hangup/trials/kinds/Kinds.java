package io.hangup.trials.kinds;

import static io.hangup.trials.kinds.Kind.healthy;
import static io.hangup.trials.kinds.Kind.noticed;
import static io.hangup.trials.kinds.Kind.over;
import static io.hangup.trials.kinds.Kind.stuck;
import static io.hangup.trials.kinds.Kind.unknowable;

import java.util.List;

/// Every kind there is, in the order in which they are raised: first what the kernel takes longest to show.
final class Kinds {
    static final List<Kind> ALL = List.of(
            stuck("dead peer, data in flight", "dead-peer", Peers::unreachable),
            stuck("dead peer, nothing in flight", "vanished-peer", Peers::vanished),
            noticed("frozen client, output runs", "blocked-output", Peers::frozenUnderOutput),
            noticed("frozen client, output to a pipe", "blocked-output", Peers::frozenUnderPipe),
            noticed("zero window", "blocked-output", Peers::zeroWindow),
            // A segment that was in flight at the cut makes it the other kind of silence.
            stuck("zero window, then the path is cut", "zero-window-dead", Peers::zeroWindowThenCut)
                    .also("dead-peer"),
            noticed("hang on logout", "hang-on-logout", Logouts::hang),
            noticed("agent channel left open", "left-channel", Logouts::agentLeft),
            noticed("X11 channel left open", "left-channel", Logouts::displayLeft),
            stuck("pre-auth, silent", "pre-auth-silent", Doors::silent),
            stuck("pre-auth, mid key exchange", "pre-auth-silent", Doors::midKeyExchange),
            stuck("pre-auth, at the password", "pre-auth-silent", Doors::atPassword),
            stuck("pre-auth, dropbear", "pre-auth-silent", Doors::silentAtDropbear),
            stuck("wedged sshd child", "wedged-sshd", Wedged::child),
            // On Debian 13 the client's last words stay unread.
            stuck("stopped monitor, logged out", "stopped-monitor", Wedged::monitorAfterLogout)
                    .also("wedged-sshd"),
            healthy("stopped monitor, in use", Wedged::monitor),
            noticed("stopped leader", "stopped-leader", Wedged::leader),
            unknowable("stopped below its leader", Wedged::foreground),
            unknowable("uninterruptible leader", Wedged::uninterruptible),
            unknowable("peer rebooted", Peers::rebooted),
            unknowable("frozen client, idle", Peers::frozen),
            healthy("typing", People::typing),
            healthy("idle at a prompt", People::idle),
            healthy("root, idle", People::root),
            healthy("root, typing", People::rootTyping),
            healthy("pager", People::pager),
            healthy("editor", People::editor),
            healthy("tail -f", People::follower),
            healthy("typing with OpenSSH 10's chaff", People::hidden),
            healthy("ServerAlive only", People::keptAlive),
            healthy("ClientAlive only", People::askedAlive),
            healthy("computes at a terminal", Work::computes),
            healthy("writes files", Work::writesFiles),
            healthy("output only", Work::prints),
            healthy("exec, quiet", Work::quiet),
            healthy("exec, busy", Work::computesWithoutTerminal),
            healthy("sftp, idle", Work::sftpIdle),
            healthy("scp", Work::scp),
            healthy("scp -O", Work::scpOld),
            healthy("rsync", Work::rsync),
            healthy("tunnel, unused", Tunnels::unused),
            healthy("tunnel, used", Tunnels::used),
            healthy("-J", Tunnels::jump),
            healthy("ControlMaster, three channels", Tunnels::multiplexed),
            healthy("logged out, output still read", Logouts::outputStillRead),
            healthy("logged out, tunnel in use", Logouts::tunnelStillUsed),
            healthy("logged out, -L in use", Logouts::forwardStillUsed),
            healthy("chain over two hosts", Nested::chain),
            healthy("su inside", Nested::su),
            healthy("sudo -i inside", Nested::sudo),
            healthy("tmux inside", Nested::tmux),
            healthy("screen inside", Nested::screen),
            over("orphans", Nested::orphans),
            healthy("dropbear, typing", Dropbears::typing),
            healthy("dropbear, idle", Dropbears::idle),
            healthy("dropbear, exec", Dropbears::command));

    /// Raised before `systemctl restart ssh`, which leaves their monitors to PID 1.
    static final List<Kind> BEFORE_RESTART = List.of(
            healthy("sshd restarted since, typing", People::typing),
            healthy("sshd restarted since, idle", People::idle),
            healthy("sshd restarted since, tunnel", Tunnels::used),
            noticed("sshd restarted since, hang on logout", "hang-on-logout", Logouts::hang));

    static final String LAPTOP = "laptop closed for 20 minutes";

    /// With a clock that goes on, output is on its way all the time, and the server's kernel itself gives up after 944
    /// s.
    static final String LAPTOP_WITH_CLOCK = "laptop closed for 12 minutes, tmux";

    /// Troubles come and go while these are watched.
    static final List<Kind> PASSING = List.of(
            healthy("outage of 5 minutes, output runs", Work::prints),
            healthy("outage of 5 minutes, idle", People::idle),
            healthy(LAPTOP, People::idle),
            healthy(LAPTOP_WITH_CLOCK, Nested::tmux));

    private Kinds() {}
}
