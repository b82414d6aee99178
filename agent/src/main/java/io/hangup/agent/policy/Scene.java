package io.hangup.agent.policy;

import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whom a command would touch, as seen while the target's process is held. What is empty could not be seen.
///
/// @param person who has logged in; empty as well before somebody has
/// @param processes of the login, whole where `unseen` is empty
/// @param units in which these run
/// @param unseen why there may be processes that are not listed
/// @param others those who have other sessions on this host, none of which is being ended
public record Scene(
        Connection connection,
        Optional<Person> person,
        List<HostProcess> processes,
        Optional<Set<String>> units,
        Optional<String> unseen,
        List<Person> others) {
    public Scene {
        processes = List.copyOf(processes);
        units = units.map(Set::copyOf);
        others = List.copyOf(others);
    }
}
