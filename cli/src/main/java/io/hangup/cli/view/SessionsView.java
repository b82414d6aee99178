package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.protocol.session.Phase;
import io.hangup.protocol.session.TcpHealth;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Sessions, and connections that carry none, as a table.
public final class SessionsView {
    private SessionsView() {}

    /// Whom a row belongs to, for people.
    static String user(SessionRow row) {
        return row.user().map(Account::name).orElse(row.phase() == Phase.PRE_AUTH ? "(pre-auth)" : "");
    }

    /// What runs in front: the foreground process, or else the leader.
    static String runs(SessionRow row) {
        return row.foreground().or(row::leader).map(HostProcess::command).orElse("");
    }

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<SessionRow>> columns(Instant asOf) {
        return List.of(
                Column.of("VERDICT", 9, r -> Words.verdict(r.verdict())),
                Column.of("HOST", 2, r -> Text.of(r.host().value())),
                new Column<>("USER", 8, 8, r -> Words.orDash(user(r))),
                new Column<>("TTY", 7, 7, r -> Words.orDash(Words.terminal(r.terminal()))),
                Column.of("IDLE", 7, r -> Words.orDash(r.idle().map(Ages::brief).orElse(""))),
                Column.of("AGE", 5, r -> Words.age(r.since(), asOf)),
                new Column<>("RUNS", 6, 8, r -> Words.orDash(runs(r))),
                new Column<>("PEER", 4, 15, r -> Text.of(r.peer().toString())),
                Column.of("PID", 3, r -> Words.orDash(pid(r))),
                Column.of("ID", 9, r -> Text.of(r.id())),
                Column.of("LOCAL", 0, r -> Text.of(r.local().toString())),
                Column.of("PHASE", 0, r -> Text.of(Words.of(r.phase()))),
                Column.of("TCP", 0, r -> Text.of(tcp(r.tcp(), asOf))),
                Column.of(
                        "ASKED",
                        0,
                        r -> Words.orDash(r.probe().map(SessionsView::asked).orElse(""))),
                Column.of(
                        "WAITS",
                        0,
                        r -> Words.orDash(r.blocked().map(b -> waits(b, asOf)).orElse(""))),
                Column.of("CARRIES", 0, r -> Words.orDash(carries(r))),
                Column.of("RULES", 0, r -> Words.orDash(rules(r))),
                Column.of("WHY", 0, r -> Words.orDash(r.why())));
    }

    private static String asked(PeerProbe probe) {
        return Words.of(probe.answer()) + " " + probe.count() + "x";
    }

    private static String waits(Blocked blocked, Instant asOf) {
        return blocked.process().command() + " " + Ages.between(blocked.since(), asOf);
    }

    private static String carries(SessionRow row) {
        return row.forwards().isEmpty() ? "" : Integer.toString(row.forwards().size());
    }

    private static String pid(SessionRow row) {
        return row.leader().or(row::server).map(p -> Integer.toString(p.pid())).orElse("");
    }

    /// Only what is out of the ordinary: `retransmit 7, send queue 816 B, heard 36s ago`.
    private static String tcp(TcpHealth tcp, Instant asOf) {
        var text = new StringBuilder(Words.of(tcp.state()));
        text.append(", timer ").append(Words.of(tcp.timer()));
        append(text, "retransmits ", tcp.retransmits());
        append(text, "probes ", tcp.probes());
        append(text, "receive queue ", tcp.receiveQueue());
        append(text, "send queue ", tcp.sendQueue());
        return text.append(", heard ")
                .append(Ages.between(tcp.lastHeard(), asOf))
                .append(" ago")
                .toString();
    }

    private static void append(StringBuilder text, String name, long count) {
        if (count > 0) {
            text.append(", ").append(name).append(count);
        }
    }

    private static String rules(SessionRow row) {
        return row.findings().stream().map(id -> id.value()).collect(Collectors.joining(" "));
    }
}
