package io.hangup.trials.kinds;

import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// Sessions of a host, as the API lists them.
final class Listed {
    private static final Duration TO_SHOW = Duration.ofSeconds(30);

    private Listed() {}

    /// Waits for so many sessions from one address.
    static List<SessionRow> of(Stage stage, Host host, String peer, int sessions) {
        List<SessionRow> rows = await(
                stage,
                host,
                row -> row.peer().address().equals(peer) && row.leader().isPresent(),
                found -> found.size() == sessions);
        if (rows.size() != sessions) {
            throw new IllegalStateException(rows.size() + " sessions from " + peer + " on " + host + " are listed");
        }
        return rows;
    }

    /// Waits for rows of a kind until there are enough; what there was at last.
    static List<SessionRow> await(
            Stage stage, Host host, Predicate<SessionRow> which, Predicate<List<SessionRow>> enough) {
        var found = new AtomicReference<List<SessionRow>>(List.of());
        Patience.within(TO_SHOW, () -> {
            found.set(now(stage, host).stream().filter(which).toList());
            return enough.test(found.get());
        });
        return found.get();
    }

    private static List<SessionRow> now(Stage stage, Host host) {
        try {
            return stage.api().sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }
}
