package io.hangup.agent.audit;

import io.hangup.protocol.snapshot.Control.Effect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Controls outside the SSH server: logind, the shell, the client, dropbear.
public final class Elsewhere {
    private static final Pattern TMOUT = Pattern.compile("(?m)^[^#\\n]*\\bTMOUT=(\\d{1,9})\\b");
    private static final Pattern STOP = Pattern.compile("(?mi)^\\s*StopIdleSessionSec\\s*=\\s*([^#;\\n]{0,100}?)\\s*$");
    private static final String STOP_NAME = "StopIdleSessionSec";

    private Elsewhere() {}

    /// logind's, logind.conf(5).
    ///
    /// @param files in the order they are read; a later one wins
    /// @param systemd its version; empty when it could not be read
    public static Judgement logind(List<String> files, boolean running, OptionalInt systemd) {
        String value = "infinity";
        for (String file : files) {
            for (Matcher line = STOP.matcher(file); line.find(); ) {
                value = Texts.printable(line.group(1), 100);
            }
        }
        if (!running) {
            return Judgement.of(STOP_NAME, value, Effect.NONE, "No logind runs here.");
        }
        if (systemd.isPresent() && systemd.getAsInt() < 252) {
            return Judgement.of(
                    STOP_NAME, value, Effect.NONE, "Unknown to systemd " + systemd.getAsInt() + "; it came with 252.");
        }
        if (value.isEmpty()
                || value.equals("0")
                || value.toLowerCase(Locale.ROOT).equals("infinity")) {
            return Judgement.of(STOP_NAME, "infinity", Effect.NONE, "Off: logind ends no idle session.");
        }
        return Judgement.of(
                STOP_NAME,
                value,
                systemd.isEmpty() ? Effect.UNKNOWN : Effect.PARTLY,
                "logind stops a login whose terminal nobody typed into for that long, also while it prints, and all"
                        + " that it runs. Logins without a terminal (sftp, commands, -N) have no idle time and stay.");
    }

    /// The shell's.
    ///
    /// @param files profiles that every login shell reads
    public static Judgement shell(List<String> files) {
        OptionalLong seconds = OptionalLong.empty();
        boolean fixed = false;
        for (String file : files) {
            for (Matcher line = TMOUT.matcher(file); line.find(); ) {
                seconds = OptionalLong.of(Long.parseLong(line.group(1)));
                fixed |= file.contains("readonly TMOUT") || line.group().contains("readonly");
            }
        }
        if (seconds.isEmpty() || seconds.getAsLong() == 0) {
            return Judgement.of("TMOUT", "unset", Effect.NONE, "Off: a shell waits at its prompt for ever.");
        }
        return Judgement.of(
                "TMOUT",
                Long.toString(seconds.getAsLong()),
                Effect.PARTLY,
                "bash ends after " + Texts.span(seconds.getAsLong())
                        + " at its prompt, and only there: not in an editor"
                        + " or pager, not in other shells. "
                        + (fixed ? "Users can't change it in bash." : "Users can turn it off: it is not readonly."));
    }

    /// The client's, of this host's system-wide file: `ssh -G`.
    public static Judgement client(Effective ssh) {
        String name = "ServerAliveInterval";
        String place = "ssh clients of this host";
        OptionalLong interval = ssh.number("serveraliveinterval");
        OptionalLong count = ssh.number("serveralivecountmax");
        if (interval.isEmpty() || count.isEmpty()) {
            return Judgement.of(name, "", Effect.UNKNOWN, "This client does not say how it is set.")
                    .at(place);
        }
        String value = interval.getAsLong() + " (ServerAliveCountMax " + count.getAsLong() + ")";
        return (interval.getAsLong() == 0
                        ? Judgement.of(
                                name,
                                value,
                                Effect.NONE,
                                "Off: a client of this host waits for a dead server until TCP gives up, for hours when"
                                        + " idle. A user's own file can differ.")
                        : Judgement.of(
                                name,
                                value,
                                Effect.WORKS,
                                "A client of this host leaves a server that does not answer after about "
                                        + Texts.span(interval.getAsLong() * Math.max(1, count.getAsLong()))
                                        + ". A user's own file can differ."))
                .at(place);
    }

    /// Dropbear's `-I` and `-K`, dropbear(8), from its command line.
    public static List<Judgement> dropbear(List<String> line, String place) {
        return List.of(
                option(line, "-I")
                        .map(seconds -> Judgement.of(
                                "dropbear -I",
                                seconds,
                                Effect.WORKS,
                                "Ends a connection on which nothing was sent or received for " + seconds + " s."))
                        .orElseGet(() -> Judgement.of(
                                "dropbear -I", "0", Effect.NONE, "Off: an idle connection stays for ever."))
                        .at(place),
                option(line, "-K")
                        .map(seconds -> Judgement.of(
                                "dropbear -K",
                                seconds,
                                Effect.PARTLY,
                                "Drops a client that stopped answering. Never ends an idle session whose client"
                                        + " answers."))
                        .orElseGet(() -> Judgement.of(
                                "dropbear -K",
                                "0",
                                Effect.NONE,
                                "Off: dropbear asks no client, so it ends no session, not even a dead one."))
                        .at(place));
    }

    private static Optional<String> option(List<String> line, String flag) {
        for (int i = 0; i + 1 < line.size(); i++) {
            if (line.get(i).equals(flag) && line.get(i + 1).matches("[1-9]\\d{0,8}")) {
                return Optional.of(line.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
