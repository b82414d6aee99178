package io.hangup.trials.halves;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.snapshot.Blindspot;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/// One host as the controller's API shows it.
final class Desk {
    private static final Duration TO_SHOW = Duration.ofSeconds(30);
    private static final Duration TO_ANSWER = Duration.ofSeconds(60);

    private final Controller api;
    private final Host host;

    Desk(Controller api, Host host) {
        this.api = api;
        this.host = host;
    }

    CommandView send(CommandRequest request) {
        try {
            return api.send(request).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not send the command", e);
        }
    }

    Receipt receipt(CommandView sent) {
        var answer = new AtomicReference<Optional<Receipt>>(Optional.empty());
        Patience.await("a receipt for " + sent.command().id(), TO_ANSWER, () -> {
            answer.set(view(sent).receipt());
            return answer.get().isPresent();
        });
        return answer.get().orElseThrow();
    }

    private CommandView view(CommandView sent) {
        try {
            return api.command(sent.command().id()).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }

    /// What outlived its login, by its pid.
    Optional<OrphanRow> orphan(int pid) {
        try {
            return api.orphans(Filter.NONE).value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name())
                            && row.orphan().process().pid() == pid)
                    .findFirst();
        } catch (Failure e) {
            throw new IllegalStateException("the controller lists no orphans", e);
        }
    }

    /// What the host answers when it is asked to reap it.
    Receipt reap(OrphanRow row) {
        return receipt(send(CommandRequest.reap(row.id(), "the trial reaps it")));
    }

    /// The one that has a session, of all that the host has.
    String onlyConnection() {
        var found = new AtomicReference<List<String>>(List.of());
        Patience.await("one session in the list", TO_SHOW, () -> {
            found.set(connections());
            return found.get().size() == 1;
        });
        return found.get().getFirst();
    }

    /// The one without a session that its unprivileged process serves: it only forwards.
    String onlyForwarding() {
        var found = new AtomicReference<List<String>>(List.of());
        Patience.await("one connection without a session in the list", TO_SHOW, () -> {
            found.set(connections(row -> row.leader().isEmpty()
                    && row.server().filter(process -> process.uid() != 0).isPresent()));
            return found.get().size() == 1;
        });
        return found.get().getFirst();
    }

    void none() {
        Patience.await("no session in the list", TO_SHOW, () -> connections().isEmpty());
    }

    private List<String> connections() {
        return connections(row -> row.leader().isPresent());
    }

    private List<String> connections(Predicate<SessionRow> which) {
        try {
            return api.sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .filter(which)
                    .map(SessionRow::connection)
                    .distinct()
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }

    List<Blindspot> blindspots() {
        try {
            return api.hosts().value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .flatMap(row -> row.blindspots().stream())
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list hosts", e);
        }
    }
}
