package io.hangup.agent.executor;

import io.hangup.agent.liveness.Answer;
import io.hangup.agent.liveness.Inquiry;
import io.hangup.agent.liveness.Questions;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.PeerProbe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Commands that ask a connection's peer, until it has answered.
final class Inquiries {
    private final Optional<Questions> questions;
    private final Map<CommandId, Open> open = new LinkedHashMap<>();

    Inquiries(Optional<Questions> questions) {
        this.questions = questions;
    }

    private record Open(Command command, Duration arrived, Inquiry inquiry) {}

    /// One that is over.
    record Ended(Command command, Duration arrived, Outcome outcome) {}

    boolean holds(CommandId command) {
        return open.containsKey(command);
    }

    int size() {
        return open.size();
    }

    /// Why nobody is asked here; empty where peers are asked.
    Optional<String> closed() {
        return questions.isPresent()
                ? Optional.empty()
                : Optional.of("peers are not asked on this host: its blindspot `probe` says why");
    }

    void begin(Command command, Connection connection, Instant now, Duration arrived, Duration running) {
        Questions asks = questions.orElseThrow(() -> new IllegalStateException("asked where nobody is asked"));
        open.put(command.id(), new Open(command, arrived, asks.ask(connection, now, running)));
    }

    /// Takes out those that are over.
    List<Ended> ended() {
        List<Ended> ended = new ArrayList<>();
        for (Open one : List.copyOf(open.values())) {
            one.inquiry().answer().ifPresent(answer -> {
                open.remove(one.command().id());
                ended.add(new Ended(one.command(), one.arrived(), told(answer)));
            });
        }
        return ended;
    }

    /// Who could not be asked was refused, and is told why.
    private static Outcome told(Answer answer) {
        return switch (answer) {
            case Answer.Left(String why) -> new Outcome.Refused(why);
            case Answer.Told(PeerProbe probe, String why) ->
                probe.answer() == PeerProbe.Answer.UNDECIDED ? new Outcome.Refused(why) : new Outcome.Probed(probe);
        };
    }
}
