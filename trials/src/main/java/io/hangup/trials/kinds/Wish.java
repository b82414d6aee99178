package io.hangup.trials.kinds;

import io.hangup.cli.api.Controller;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.session.HostProcess;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/// What came of asking the API for something.
///
/// @param receipt the host's; empty where there is none
/// @param otherwise why there is none
record Wish(Optional<Receipt> receipt, String otherwise) {
    /// A ladder's longest way, and the longest warning.
    private static final Duration TO_ANSWER = Duration.ofSeconds(90);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    static Wish of(CommandRequest request, Controller api) {
        try {
            CommandView sent = api.send(request).value();
            var last = new AtomicReference<>(sent);
            Patience.within(TO_ANSWER, () -> {
                Patience.within(BETWEEN_LOOKS, () -> false);
                last.set(view(sent, api));
                return last.get().receipt().isPresent();
            });
            return new Wish(last.get().receipt(), "no receipt within " + TO_ANSWER.toSeconds() + " s");
        } catch (Failure e) {
            return new Wish(Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static CommandView view(CommandView sent, Controller api) {
        try {
            return api.command(sent.command().id()).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }

    Optional<Outcome> outcome() {
        return receipt.map(Receipt::outcome);
    }

    boolean gone() {
        return outcome().filter(o -> o instanceof Outcome.Gone).isPresent();
    }

    /// Whether nobody knew it any more.
    boolean unknown() {
        return receipt.isEmpty() && (otherwise.contains("target gone") || otherwise.startsWith("No such target"));
    }

    /// Whether the host refused because somebody uses it, and did nothing.
    boolean spared() {
        return receipt.filter(r -> r.steps().isEmpty()
                        && r.outcome() instanceof Outcome.Refused(String because)
                        && (because.startsWith("the user came back") || because.startsWith("the connection is not")))
                .isPresent();
    }

    /// Names of what still ran, each once.
    String left() {
        return receipt.stream()
                .flatMap(r -> r.leftBehind().stream())
                .map(HostProcess::command)
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }

    /// The steps in short, each once: a signal, and to whom.
    String rungs() {
        return receipt.stream()
                .flatMap(r -> r.steps().stream())
                .map(Receipt.Step::what)
                .map(what -> what.split(" ", 2)[0] + " " + whom(what))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static String whom(String step) {
        return step.contains("without terminal") ? "command" : step.contains("the monitor") ? "monitor" : "server";
    }

    String steps() {
        return receipt.stream()
                .flatMap(r -> r.steps().stream())
                .map(Receipt.Step::what)
                .collect(Collectors.joining("; "));
    }

    String told() {
        return receipt.map(r -> r.outcome().toString()).orElse(otherwise);
    }
}
