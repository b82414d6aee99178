package io.hangup.trials.restart;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.HostRow;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.trials.lab.Host;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// What an operator asks of one host, through the controller.
record Wishes(Controller api, Host host) {
    private static final Duration TO_SHOW = Duration.ofSeconds(45);
    private static final Duration TO_ANSWER = Duration.ofSeconds(110);

    /// What a restart came to: the host's answer, or the controller's.
    Outcome restart(String reason) {
        return receipt(ask(reason)).outcome();
    }

    /// Asks, and waits for nothing. Two commands about one host within a second would have one id, and a host
    /// answers what it has answered before.
    CommandId ask(String reason) {
        long second = Instant.now().getEpochSecond();
        Patience.await("another second", TO_SHOW, () -> Instant.now().getEpochSecond() > second);
        try {
            return api.send(CommandRequest.restart(host.name(), reason))
                    .value()
                    .command()
                    .id();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not send the command", e);
        }
    }

    Receipt receipt(CommandId command) {
        var answer = new AtomicReference<Optional<Receipt>>(Optional.empty());
        Patience.await("a receipt for " + command, TO_ANSWER, () -> {
            answer.set(view(command).receipt());
            return answer.get().isPresent();
        });
        return answer.get().orElseThrow();
    }

    private CommandView view(CommandId command) {
        try {
            return api.command(command).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }

    /// Waits until the controller has heard which process listens, and that it is the only one.
    void awaitListener(long pid) {
        Patience.await(
                "the controller knows process " + pid + " as the listener of " + host,
                TO_SHOW,
                () -> row().stream()
                        .map(row -> row.listeners().stream()
                                .map(listener -> (long) listener.process().pid())
                                .collect(Collectors.toSet()))
                        .anyMatch(Set.of(pid)::equals));
    }

    void awaitSessions(int count) {
        Patience.await(count + " sessions in the list", TO_SHOW, () -> sessions() == count);
    }

    private Optional<HostRow> row() {
        try {
            return api.hosts().value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .findFirst();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list hosts", e);
        }
    }

    List<String> blindspots() {
        return row().stream()
                .flatMap(row -> row.blindspots().stream())
                .map(blindspot -> blindspot.sense() + ": " + blindspot.why())
                .toList();
    }

    private long sessions() {
        try {
            return api.sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.host().value().equals(host.name()))
                    .filter(row -> row.leader().isPresent())
                    .map(SessionRow::id)
                    .count();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }
}
