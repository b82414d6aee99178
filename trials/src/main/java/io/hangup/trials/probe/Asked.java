package io.hangup.trials.probe;

import io.hangup.cli.api.Controller;
import io.hangup.cli.api.Filter;
import io.hangup.cli.exit.Failure;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.feed.CommandRequest;
import io.hangup.protocol.feed.CommandView;
import io.hangup.protocol.feed.SessionRow;
import io.hangup.protocol.session.PeerProbe;
import io.hangup.trials.lab.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/// What a host said about a peer when it was asked through the API, and how long that took.
///
/// @param said the answer, or why there is none
record Asked(String said, Duration took) {
    private static final Duration TO_SHOW = Duration.ofSeconds(20);

    static Asked after(Patient patient, Controller api) {
        String id = connection(patient, api);
        long begin = System.nanoTime();
        try {
            CommandView sent =
                    api.send(CommandRequest.probe(id, "the trial asks")).value();
            var last = new AtomicReference<>(sent);
            Patience.within(TO_SHOW, () -> {
                last.set(view(sent, api));
                return last.get().receipt().isPresent();
            });
            return new Asked(
                    last.get().receipt().map(r -> word(r.outcome())).orElse("no receipt"),
                    Duration.ofNanos(System.nanoTime() - begin));
        } catch (Failure e) {
            return new Asked("refused by the controller: " + e.getMessage(), Duration.ZERO);
        }
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Probed(PeerProbe probe) -> probe.answer().name().toLowerCase(Locale.ROOT);
            case Outcome.Refused(String because) -> "refused: " + because;
            case Outcome.Gone(),
                    Outcome.ChannelClosed(int _),
                    Outcome.Reaped(int _),
                    Outcome.Warned(int _),
                    Outcome.Kept(Instant _),
                    Outcome.StillThere(String _),
                    Outcome.Restarted(int _, int _),
                    Outcome.NotRestarted(String _, boolean _),
                    Outcome.Expired(),
                    Outcome.Unknown(String _) -> outcome.toString();
        };
    }

    /// The connection's id ends with its socket's cookie.
    private static String connection(Patient patient, Controller api) {
        String start = patient.host().name() + ":";
        String end = "-" + patient.socket().cookie();
        var found = new AtomicReference<>(Optional.<String>empty());
        Patience.within(TO_SHOW, () -> {
            found.set(rows(api)
                    .filter(id -> id.startsWith(start) && id.endsWith(end))
                    .findFirst());
            return found.get().isPresent();
        });
        return found.get().orElseThrow(() -> new IllegalStateException(patient + " is not among the sessions"));
    }

    private static Stream<String> rows(Controller api) {
        try {
            return api.sessions(Filter.NONE).value().rows().stream().map(SessionRow::connection);
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not list sessions", e);
        }
    }

    private static CommandView view(CommandView sent, Controller api) {
        try {
            return api.command(sent.command().id()).value();
        } catch (Failure e) {
            throw new IllegalStateException("the controller does not know its own command", e);
        }
    }
}
