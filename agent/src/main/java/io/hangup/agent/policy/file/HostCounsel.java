package io.hangup.agent.policy.file;

import io.hangup.agent.policy.Counsel;
import io.hangup.agent.policy.Law;
import io.hangup.agent.policy.Person;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.HostProcess;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// This host's policy and the people on it.
///
/// @param zone of the host's calendar
public record HostCounsel(PolicyBook book, People people, ZoneId zone) implements Counsel {
    @Override
    public Law law() {
        return book.law();
    }

    @Override
    public Optional<Person> person(Connection connection) {
        return people.of(connection);
    }

    @Override
    public Person person(int uid, List<HostProcess> processes) {
        return people.of(uid, processes);
    }

    @Override
    public Optional<Set<String>> units(List<HostProcess> processes) {
        return people.units(processes);
    }

    @Override
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
