package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.session.Orphan.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One process that outlived its login, for the person who is about to have it reaped.
public final class OrphanView {
    private OrphanView() {}

    /// @param page all of them, of which it is one
    public static List<Text> of(OrphanRow row, Page<OrphanRow> page) {
        List<Text> lines = new ArrayList<>();
        lines.add(line(
                "reaps",
                Words.process(row.orphan().process()) + " of "
                        + row.orphan().account().name() + " on " + row.host() + ", started "
                        + Ages.between(row.orphan().since(), page.asOf()) + " ago"));
        lines.add(line("why", why(row.orphan().kept())));
        List<OrphanRow> others = page.rows().stream()
                .filter(other -> !other.id().equals(row.id())
                        && other.host().equals(row.host())
                        && other.orphan().auditSession().isPresent()
                        && other.orphan().auditSession().equals(row.orphan().auditSession()))
                .toList();
        lines.add(line("with", "what the host finds below it, less what was meant to live on"));
        if (!others.isEmpty()) {
            lines.add(line("", "the same login also left:"));
            others.forEach(other -> lines.add(line(
                    "",
                    "  " + Words.process(other.orphan().process()) + ", "
                            + Words.of(other.orphan().kept()))));
        }
        return lines;
    }

    private static String why(Kept kept) {
        return switch (kept) {
            case BACKGROUND -> "its login is over, and nothing shows that it was meant to live on";
            case UNKNOWN -> "its login is over; whether it was meant to live on can't be known";
            case NOHUP -> "its login is over, but it ignores SIGHUP: it was meant to live on";
            case OWN_SESSION -> "its login is over, but it has a POSIX session of its own: it was meant to live on";
            case TMUX, SCREEN -> "its login is over, but " + Words.of(kept) + " runs it: it was meant to live on";
            case SERVICE -> "its login is over, but it runs in a unit of its own: it was meant to live on";
        };
    }

    private static Text line(String label, String what) {
        return Text.of(String.format(Locale.ROOT, "%-9s", label), Tone.STRONG).plus(what);
    }
}
