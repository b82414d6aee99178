package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.SessionRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What ends when a connection is ended, for the person who is about to do it.
public final class TargetView {
    private TargetView() {}

    /// @param rows every session of the one connection, or the connection itself where it carries none
    public static List<Text> of(List<SessionRow> rows, Instant asOf) {
        SessionRow first = rows.getFirst();
        List<Text> lines = new ArrayList<>();
        lines.add(Text.of("ends     ", Tone.STRONG)
                .plus("connection " + first.connection() + " from " + first.peer() + ", open for "
                        + Ages.between(first.since(), asOf)));
        rows.forEach(row -> lines.add(session(row)));
        if (rows.size() > 1) {
            lines.add(Text.of("All " + rows.size() + " sessions of this connection end with it.", Tone.DOUBT));
        }
        return lines;
    }

    /// What ends when one session is closed, and what stays.
    ///
    /// @param others sessions that its connection carries beside it
    public static List<Text> closing(SessionRow row, int others, Instant asOf) {
        Text stays = others == 0
                ? Text.of("It is the only one, so the connection will most likely end too.", Tone.DOUBT)
                : Text.of("The connection stays, with " + others + (others == 1 ? " other." : " others."));
        return List.of(
                Text.of("closes   ", Tone.STRONG)
                        .plus("one session of connection " + row.connection() + " from " + row.peer() + ", open for "
                                + Ages.between(row.since(), asOf)),
                session(row),
                stays);
    }

    private static Text session(SessionRow row) {
        String terminal = Words.terminal(row.terminal());
        return Text.of("  ")
                .plus(Words.verdict(row.verdict()))
                .plus("  " + SessionsView.user(row))
                .plus(terminal.isEmpty() ? ", no terminal" : " on " + terminal)
                .plus(row.foreground()
                        .or(row::leader)
                        .map(process -> ", runs " + Words.process(process))
                        .orElse(""))
                .plus(row.idle().map(idle -> ", idle " + Ages.brief(idle)).orElse(""));
    }
}
