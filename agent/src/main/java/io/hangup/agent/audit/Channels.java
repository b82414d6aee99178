package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// `ChannelTimeout` and `UnusedConnectionTimeout`, both since 9.2.
///
/// Measured on 9.2p1 and 10.0p2 with 3 s: `session=` closes nothing, because a session's type is
/// `session:shell`, `session:command` or `session:subsystem:NAME`; `session:*=` closes. On 9.2 what a program
/// prints counts as nothing, so a session with output is closed too; on 10.0 it stays. An unused connection is
/// also `ssh -N`.
final class Channels {
    private static final String NAME = "ChannelTimeout";
    private static final List<String> SESSIONS = List.of("session:shell", "session:command", "session:subsystem:sftp");

    private Channels() {}

    static Judgement timeout(Effective sshd, Optional<Release> release) {
        String value = sshd.value("channeltimeout").orElse("");
        if (value.isEmpty() && release.isPresent() && !release.get().since(9, 2)) {
            return Judgement.of(NAME, "", Effect.NONE, "Unknown to OpenSSH " + release.get() + "; it came with 9.2.");
        }
        if (value.isEmpty() || value.equals("none")) {
            return Judgement.of(NAME, "none", Effect.NONE, "Off: an idle session stays for ever.");
        }
        List<String> covered = new ArrayList<>();
        SESSIONS.stream().filter(type -> covers(value, type)).forEach(covered::add);
        boolean all = covered.size() == SESSIONS.size();
        if (covered.isEmpty()) {
            return Judgement.of(
                    NAME,
                    value,
                    Effect.NONE,
                    "It matches no session: the types are session:shell, session:command and session:subsystem:NAME,"
                            + " so write session:*. Other channels may be closed.");
        }
        boolean outputCounts = release.filter(r -> r.since(10, 0)).isPresent();
        String whom = all ? "a session" : "only " + String.join(", ", covered) + ":";
        return Judgement.of(
                NAME,
                value,
                all && outputCounts ? Effect.WORKS : Effect.PARTLY,
                "Closes " + whom + " on which nothing moved for its time. " + output(release)
                        + " What it runs may go on.");
    }

    private static String output(Optional<Release> release) {
        return release.map(r -> r.is(9, 2)
                        ? "In 9.2 output does not count: one that prints but is not typed into is closed too."
                        : r.since(10, 0)
                                ? "Input and output count."
                                : "Whether output counts depends on the release: not in 9.2, in 10.0 it does.")
                .orElse("Whether output counts depends on the release.");
    }

    // The first pattern that matches a channel's type sets its time; 0 is no timeout (sshd_config(5)).
    private static boolean covers(String value, String type) {
        for (String pair : value.split("\\s+", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && matches(pair.substring(0, equals), type)) {
                return !pair.substring(equals + 1).matches("0+[smhdw]?");
            }
        }
        // Of all open channels together, since 9.7.
        return !type.equals("global") && covers(value, "global");
    }

    private static boolean matches(String pattern, String type) {
        String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.matches(regex, type);
    }

    static Judgement unused(Effective sshd, Optional<Release> release) {
        String name = "UnusedConnectionTimeout";
        String value = sshd.value("unusedconnectiontimeout").orElse("");
        if (value.isEmpty() && release.isPresent() && !release.get().since(9, 2)) {
            return Judgement.of(name, "", Effect.NONE, "Unknown to OpenSSH " + release.get() + "; it came with 9.2.");
        }
        if (value.isEmpty() || value.equals("none") || value.equals("0")) {
            return Judgement.of(
                    name, "none", Effect.NONE, "Off: a connection without any open channel stays for ever.");
        }
        return Judgement.of(
                name,
                value,
                Effect.WORKS,
                "Ends a connection without any open channel after " + value + " s: also ssh -N whose forwards nobody"
                        + " uses. Sessions are ended only with ChannelTimeout.");
    }
}
