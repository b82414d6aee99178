package io.hangup.trials.halves;

import io.hangup.protocol.session.Orphan.Kept;
import java.util.List;

/// One way in which a login leaves something behind.
///
/// @param seconds that its `sleep` sleeps: they tell it from all others
/// @param terminal whether it is typed at a terminal, and logged out from; otherwise a command whose client is killed
/// @param line what runs it
/// @param kept as what it is to be listed
/// @param why what the host is to say when it is asked to reap it; empty where it does
record Leaving(String name, int seconds, String user, boolean terminal, String line, Kept kept, String why) {
    private static final String LED = "in a POSIX session whose leader runs";

    static final List<Leaving> ALL = List.of(
            job("a job at a prompt", 13_001, "sleep 13001 &"),
            job("a disowned job", 13_002, "sleep 13002 & disown"),
            job("a pipeline", 13_003, "sleep 13003 | sleep 23003 &"),
            job("a script and its step", 13_004, "sh -c 'sleep 13004; true' &"),
            new Leaving(
                    "another user's job, by su",
                    13_005,
                    "root",
                    true,
                    "su bob -s /bin/sh -c 'sleep 13005 &'",
                    Kept.BACKGROUND,
                    ""),
            command("a command's job without terminal", 13_006, "sleep 13006 &"),
            command("a command's pipeline without terminal", 13_007, "sleep 13007 | cat &"),
            meant("nohup", 13_011, "nohup sleep 13011 >/dev/null 2>&1 &", Kept.NOHUP, "it ignores SIGHUP"),
            meant("setsid", 13_012, "setsid sleep 13012 &", Kept.OWN_SESSION, LED),
            meant(
                    "a daemon that forked twice",
                    13_013,
                    "setsid sh -c 'sleep 13013 </dev/null >/dev/null 2>&1 &'",
                    Kept.UNKNOWN,
                    "nothing that can be seen now shows that it was a background job"),
            meant(
                    "a start script's service",
                    13_017,
                    "printf 'sleep 13017 >>/tmp/service.log 2>&1 &\\n' >start.sh; sh ./start.sh",
                    Kept.UNKNOWN,
                    "nothing that can be seen now shows that it was a background job"),
            meant("tmux", 13_014, "tmux -L left new-session -d 'exec sleep 13014'", Kept.TMUX, "it runs in tmux"),
            meant("screen", 13_015, "screen -dmS left sleep 13015", Kept.SCREEN, "it runs in screen"),
            meant(
                    "systemd-run --user --scope",
                    13_016,
                    "systemd-run --user --scope --quiet sleep 13016 &",
                    Kept.SERVICE,
                    "it runs in a unit of its own"));

    private static Leaving job(String name, int seconds, String line) {
        return new Leaving(name, seconds, "alice", true, line, Kept.BACKGROUND, "");
    }

    private static Leaving command(String name, int seconds, String line) {
        return new Leaving(name, seconds, "alice", false, line, Kept.BACKGROUND, "");
    }

    private static Leaving meant(String name, int seconds, String line, Kept kept, String why) {
        return new Leaving(name, seconds, "alice", true, line, kept, why);
    }

    boolean meant() {
        return !why.isEmpty();
    }
}
