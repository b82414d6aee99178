package io.hangup.controller.govern;

import io.hangup.controller.fleet.FleetFigures;
import io.hangup.controller.fleet.HostState;
import io.hangup.controller.rule.Judge;
import io.hangup.controller.rule.Judgement;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Target;
import io.hangup.protocol.session.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Something that the governor is told. All instants named `at` are on the controller's clock.
public sealed interface Input {
    Instant at();

    /// A host's last snapshot was judged.
    ///
    /// @param judgements what holds or can't be known; everything else of that host is live
    record Judged(HostState host, List<Judgement> judgements, FleetFigures fleet, Instant at) implements Input {
        public Judged {
            judgements = List.copyOf(judgements);
        }
    }

    /// A host fell silent, or can't be relied on for another reason: nothing of it is known now.
    record InDoubt(HostId host, String why, Instant at) implements Input {}

    /// For a while nobody could hear the host, and it is not to blame: what was said of it stands, but no condition is
    /// known to have held all the time.
    record Missed(HostId host, Instant at) implements Input {}

    /// A host was taken out: nothing will be heard of it any more.
    record Gone(HostId host, Instant at) implements Input {}

    /// A host answered a command.
    ///
    /// @param first the command, when this is its first answer and it is still known
    record Answered(Receipt receipt, Optional<Command> first, Instant at) implements Input {}

    /// An operator asked that a connection be ended, one session of it be closed, its peer asked, what a login left
    /// behind be reaped, or a host's SSH server be restarted.
    ///
    /// @param action `DROP`, `CLOSE`, `REAP`, `PROBE`, `WARN`, `KEEP` or `RESTART_SSHD`
    /// @param target to close: a session; to reap: a process that outlived its login; to restart: a host;
    ///     otherwise a connection, or a session that is the only one of its connection
    /// @param who for the audit
    /// @param warning how long ahead who is at a terminal is told
    /// @param approved the command as it was drafted for this wish; empty where it needs no approval
    record Asked(
            HostState host,
            Action action,
            Target target,
            String reason,
            String who,
            Optional<Duration> warning,
            Optional<Approved> approved,
            Instant at)
            implements Input {}

    /// Time has passed.
    record Tick(Instant at) implements Input {}

    /// Looks at a host: judged where it can be relied on, in doubt otherwise.
    static Input look(Judge judge, HostState host, FleetFigures fleet, Instant at) {
        return host.doubt()
                .<Input>map(why -> new InDoubt(host.host(), why, at))
                .orElseGet(() -> new Judged(host, judge.judge(host), fleet, at));
    }
}
