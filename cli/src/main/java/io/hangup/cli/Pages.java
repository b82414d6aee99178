package io.hangup.cli;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Reply;
import io.hangup.cli.exit.Exit;
import io.hangup.cli.exit.Failure;
import io.hangup.cli.text.Column;
import io.hangup.cli.text.Csv;
import io.hangup.cli.text.Table;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.HostStatus;
import io.hangup.protocol.feed.Page;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// Prints a page of rows, and says what it does not hold.
final class Pages {
    private static final int NAMED = 10;

    private Pages() {}

    /// @param what the rows are, for the sentence that there are none: `stuck sessions`
    static <R> Exit print(
            Screen screen, Format format, Reply<Page<R>> reply, String what, Function<Instant, List<Column<R>>> columns)
            throws Failure {
        switch (format) {
            case JSON -> screen.json(reply.document());
            case NDJSON -> screen.ndjson(reply.document().path("rows"));
            case TABLE, WIDE, CSV -> table(screen, format, reply.value(), what, columns);
        }
        return Exit.OK;
    }

    /// Names the hosts whose sessions nobody can know of now.
    static void warnOfSilent(Screen screen, Controller controller, Page.Coverage coverage) throws Failure {
        if (coverage.fresh() >= coverage.known()) {
            return;
        }
        List<String> silent = controller.hosts().value().rows().stream()
                .filter(row -> row.status() == HostStatus.SILENT)
                .map(HostRow::host)
                .map(Object::toString)
                .sorted()
                .toList();
        String names = String.join(", ", silent.subList(0, Math.min(NAMED, silent.size())));
        String more = silent.size() > NAMED ? " and " + (silent.size() - NAMED) + " more" : "";
        screen.warn(silent.size() + " of " + coverage.known() + " hosts silent, what they carry is unknown: " + names
                + more + " (./hangup hosts)");
    }

    private static <R> void table(
            Screen screen, Format format, Page<R> page, String what, Function<Instant, List<Column<R>>> columns) {
        if (page.rows().isEmpty()) {
            screen.note(nothing(what, page.coverage()));
            return;
        }
        var all = columns.apply(page.asOf());
        switch (format) {
            case WIDE -> screen.print(Table.wide(all, page.rows()));
            case CSV -> screen.print(Csv.lines(all, page.rows()));
            case TABLE, JSON, NDJSON -> screen.print(Table.fitted(all, page.rows(), screen.columns()));
        }
    }

    static String nothing(String what, Page.Coverage coverage) {
        return coverage.known() == 0
                ? "no " + what + ", because no host has reported yet"
                : "no " + what + "; " + coverage.fresh() + " of " + coverage.known() + " hosts fresh";
    }
}
