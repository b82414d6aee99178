package io.hangup.agent.policy;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a login left behind and a command would end, as seen while it is held. What is empty could not be seen.
///
/// @param kept what keeps the process that is meant
/// @param people whose these processes are, and who had logged in
/// @param processes that would end
/// @param units in which these run
public record Legacy(Kept kept, List<Person> people, List<HostProcess> processes, Optional<Set<String>> units) {
    public Legacy {
        people = List.copyOf(people);
        processes = List.copyOf(processes);
        units = units.map(Set::copyOf);
    }
}
