package io.hangup.trials.reaction;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Scene;
import io.hangup.trials.lab.Scenes;
import io.hangup.trials.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// Lets people log in one after the other, and has each ended through the API.
final class Ender {
    private static final Duration TO_SHOW = Duration.ofSeconds(20);

    private final Stage stage;
    private final Delivery delivery;
    private final Controller api;

    Ender(Stage stage, Delivery delivery) {
        this.stage = stage;
        this.delivery = delivery;
        this.api = stage.api();
    }

    /// One session, from its login to its end.
    Reaction next() throws Failure {
        Scene scene = Scenes.idle(stage.lab().control(), stage.hosts().getFirst(), "alice");
        return end(scene, onlyConnection());
    }

    private String onlyConnection() {
        var found = new AtomicReference<List<String>>(List.of());
        Patience.await("one session in the list", TO_SHOW, () -> {
            found.set(connections());
            return found.get().size() == 1;
        });
        return found.get().getFirst();
    }

    private List<String> connections() {
        try {
            return api.sessions(Filter.NONE).value().rows().stream()
                    .filter(row -> row.leader().isPresent())
                    .map(SessionRow::connection)
                    .distinct()
                    .toList();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }

    private Reaction end(Scene scene, String connection) throws Failure {
        CompletableFuture<Instant> hungUp = CompletableFuture.supplyAsync(() -> {
            scene.client().awaitExit(TO_SHOW);
            return Instant.now();
        });
        CommandView sent =
                api.send(CommandRequest.drop(connection, "the trial ends it")).value();
        var answer = new AtomicReference<Optional<Receipt>>(Optional.empty());
        Patience.await("a receipt for " + sent.command().id(), TO_SHOW, () -> {
            answer.set(receipt(sent));
            return answer.get().isPresent() && delivery.of(sent.command().id()).isPresent();
        });
        Receipt receipt = answer.get().orElseThrow();
        if (receipt.steps().isEmpty()) {
            throw new IllegalStateException("nothing was signalled: " + receipt.outcome());
        }
        return new Reaction(
                sent.command().notBefore(),
                delivery.of(sent.command().id()).orElseThrow(),
                receipt.at().minus(receipt.took()),
                receipt.steps().getFirst().at(),
                hungUp.join());
    }

    private Optional<Receipt> receipt(CommandView sent) {
        try {
            return api.command(sent.command().id()).value().receipt();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }
}
