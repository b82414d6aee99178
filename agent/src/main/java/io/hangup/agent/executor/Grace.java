package io.hangup.agent.executor;

import io.hangup.agent.census.HostView;
import io.hangup.agent.enforce.Decision;
import io.hangup.agent.enforce.Enforcement;
import io.hangup.agent.enforce.Warning;
import io.hangup.protocol.command.Guard;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The time between a warning and the first signal: whether somebody turns out to be there.
///
/// @param guard of the command
/// @param since when the warning was written
record Grace(Decision.Permit permit, Guard guard, Instant since) {
    /// Why somebody is there, as far as this look shows.
    Optional<String> answered(HostView view) {
        return connection(view)
                .flatMap(now -> Warning.answered(
                                since,
                                now,
                                told(now),
                                told(now).size() == now.sessions().size())
                        .or(() -> opened(now)));
    }

    /// Why those who were to rest no longer do, where the verdict rests on that.
    Optional<String> worked(HostView view) {
        return connection(view).flatMap(now -> Enforcement.worked(guard, now, permit.session()));
    }

    /// Why nobody can tell, at the end of the time: then nothing is ended.
    Optional<String> doubt(HostView view) {
        Optional<Connection> now = connection(view);
        boolean blind =
                now.isEmpty() || now.get().sessions().stream().anyMatch(s -> s.terminal() instanceof Terminal.Unseen);
        return blind ? Optional.of("it can't be seen whether someone who was warned is there") : Optional.empty();
    }

    private Optional<Connection> connection(HostView view) {
        return view.connections().stream()
                .filter(c -> c.cookie().equals(permit.connection().cookie()))
                .findFirst();
    }

    /// Those of the sessions that were told which are still carried.
    private List<SshSession> told(Connection now) {
        return now.sessions().stream().filter(this::wasTold).toList();
    }

    private boolean wasTold(SshSession session) {
        return permit.told().stream()
                .anyMatch(told -> told.leader().stamp().equals(session.leader().stamp()));
    }

    /// Where a whole connection is meant, whoever opens another session on it is there.
    private Optional<String> opened(Connection now) {
        return permit.session().isPresent()
                ? Optional.empty()
                : now.sessions().stream()
                        .filter(session -> !wasTold(session))
                        .map(session -> "someone is there: a session was opened at " + session.since())
                        .findFirst();
    }
}
