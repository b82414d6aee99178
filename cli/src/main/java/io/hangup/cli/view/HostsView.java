package io.hangup.cli.view;

import io.hangup.cli.text.Ages;
import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.cli.text.Tone;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The hosts of the fleet as a table.
public final class HostsView {
    private HostsView() {}

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<HostRow>> columns(Instant asOf) {
        return List.of(
                Column.of("STATUS", 9, r -> Words.status(r.status())),
                Column.of("HOST", 9, r -> Text.of(r.host().value())),
                Column.of("HEARD", 8, r -> Words.age(r.lastHeard(), asOf).plus(" ago")),
                Column.of("CONNECTIONS", 4, r -> Text.of(Integer.toString(r.connections()))),
                Column.of("SESSIONS", 6, r -> Text.of(Integer.toString(r.sessions()))),
                Column.of("STUCK", 7, r -> stuck(r.stuck())),
                new Column<>("BLIND TO", 5, 8, r -> blind(r)),
                Column.of("CLOCK", 3, r -> Text.of(skew(r.clockSkew()))),
                new Column<>("SYSTEM", 2, 12, r -> Text.of(r.facts().operatingSystem())),
                Column.of("KERNEL", 0, r -> Text.of(r.facts().kernel())),
                Column.of("UP", 0, r -> Words.age(r.facts().bootedAt(), asOf)),
                Column.of("AGENT", 0, r -> Text.of(r.facts().agentVersion())),
                Column.of("LISTENS", 0, r -> Words.orDash(listens(r))),
                Column.of("LABELS", 0, r -> Words.orDash(labels(r))));
    }

    private static Text stuck(int count) {
        return Text.of(Integer.toString(count), count > 0 ? Tone.BAD : Tone.PLAIN);
    }

    private static Text blind(HostRow row) {
        String senses = row.blindspots().stream()
                .map(Blindspot::sense)
                .distinct()
                .map(Words::of)
                .collect(Collectors.joining(" "));
        return senses.isEmpty() ? Words.orDash("") : Text.of(senses, Tone.DOUBT);
    }

    /// `+0.2s` where the host's clock is ahead of the controller's.
    private static String skew(Duration skew) {
        return (skew.isNegative() ? "-" : "+") + Ages.took(skew.abs());
    }

    private static String listens(HostRow row) {
        return row.listeners().stream()
                .map(listener -> listener.address().toString())
                .collect(Collectors.joining(" "));
    }

    private static String labels(HostRow row) {
        return new TreeMap<>(row.labels())
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(" "));
    }
}
