package io.hangup.agent.policy;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a judgement rests on and a look at connections does not tell. Read anew each time it is asked.
public interface Counsel {
    /// What holds now.
    Law law();

    /// Who has logged in by a connection; empty when nobody has, or it can't be seen.
    Optional<Person> person(Connection connection);

    /// Who a user of this host is.
    ///
    /// @param processes of which some may be his: they tell the groups that the kernel gave him
    Person person(int uid, List<HostProcess> processes);

    /// The units in which these run; empty when that can't be read of one that still runs.
    Optional<Set<String>> units(List<HostProcess> processes);

    /// An instant on this host's calendar.
    LocalDateTime local(Instant instant);
}
