package io.hangup.cli.view;

import io.hangup.cli.text.Column;
import io.hangup.cli.text.Text;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.session.Account;
import java.time.Instant;
import java.util.List;

/// SSH clients on hosts of the fleet as a table.
public final class ClientsView {
    private ClientsView() {}

    /// @param asOf when the rows were read, on the controller's clock
    public static List<Column<ClientRow>> columns(Instant asOf) {
        return List.of(
                Column.of("HOST", 9, r -> Text.of(r.host().value())),
                new Column<>(
                        "USER",
                        8,
                        8,
                        r -> Words.orDash(r.user().map(Account::name).orElse(""))),
                Column.of("VIA", 5, r -> Text.of(Words.of(r.via()))),
                Column.of("AGE", 6, r -> Words.age(r.since(), asOf)),
                new Column<>("LEADS TO", 7, 15, r -> Text.of(r.to().orElseGet(() -> r.peer() + "?"))),
                Column.of("STARTED FROM", 4, r -> Words.orDash(r.from().orElse(""))),
                Column.of("PID", 3, r -> Text.of(Integer.toString(r.client().pid()))),
                Column.of("ID", 9, r -> Text.of(r.id())),
                Column.of("RUNS", 0, r -> Text.of(r.client().command())),
                Column.of("LOCAL", 0, r -> Text.of(r.local().toString())),
                Column.of("PEER", 0, r -> Text.of(r.peer().toString())),
                Column.of("TCP", 0, r -> Text.of(Words.of(r.tcp().state()))));
    }
}
