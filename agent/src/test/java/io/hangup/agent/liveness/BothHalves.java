package io.hangup.agent.liveness;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SocketCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What knows peers and what asks them, joined as an agent of one process joins them.
final class BothHalves {
    private final Questions questions;
    private final Liveness liveness;
    private final List<SocketCookie> due = new ArrayList<>();

    BothHalves(FakeKernel kernel, Consumer<String> alarm) {
        questions = new Questions(kernel, kernel, alarm);
        liveness = new Liveness(ProbePolicy.USUAL, due::add);
    }

    HostView look(HostView view, Instant now, Duration running) {
        HostView told = liveness.look(view, now, running);
        view.connections().stream()
                .filter(c -> due.contains(c.cookie()))
                .forEach(c -> questions.suggest(c, now, running));
        due.clear();
        return told;
    }

    Inquiry ask(Connection connection, Instant now, Duration running) {
        return questions.ask(connection, now, running);
    }

    void advance(Duration running) {
        questions.advance(running).forEach(ended -> liveness.told(ended.connection(), ended.answer(), running));
    }

    Optional<Duration> patience() {
        return questions.patience();
    }

    void close() {
        questions.close();
    }
}
