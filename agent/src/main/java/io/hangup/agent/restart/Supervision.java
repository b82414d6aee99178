package io.hangup.agent.restart;

import io.hangup.agent.policy.Restart;
import io.hangup.agent.policy.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What keeps a process running.
///
/// @param unit by which the manager knows it; empty where only the manager can tell
/// @param folder of the service, under runit and s6
/// @param settings file with which the manager was started, where it was named one
record Supervision(Supervisor manager, Optional<String> unit, Optional<Path> folder, Optional<String> settings) {
    /// A manager that knows its units by name.
    static Supervision of(Supervisor manager, String unit) {
        return new Supervision(manager, Optional.of(unit), Optional.empty(), Optional.empty());
    }

    /// A service that is a folder.
    static Supervision in(Supervisor manager, Path folder) {
        return new Supervision(
                manager,
                Optional.ofNullable(folder.getFileName()).map(Path::toString),
                Optional.of(folder),
                Optional.empty());
    }

    /// How one search went.
    sealed interface Found {
        record By(Supervision supervision) implements Found {}

        /// @param why in words for an operator
        record Nothing(String why) implements Found {}
    }

    /// Why this is not what the host's policy names; empty when it is.
    Optional<String> otherThan(Restart way) {
        if (way.manager().filter(m -> m != manager).isPresent()) {
            return Optional.of("the SSH server is run by " + manager.word() + ", and the policy says "
                    + way.manager().get().word() + " (restart.manager)");
        }
        if (unit.isEmpty() || unit.get().equals(way.unit()) || isFolder(way.unit())) {
            return Optional.empty();
        }
        return Optional.of(
                "the SSH server runs as " + folder.map(Path::toString).orElseGet(unit::get) + " of " + manager.word()
                        + ", and the policy names " + way.unit() + " (restart.unit)");
    }

    private boolean isFolder(String named) {
        if (folder.isEmpty() || !named.startsWith("/")) {
            return false;
        }
        try {
            return Path.of(named).equals(folder.get()) || Files.isSameFile(Path.of(named), folder.get());
        } catch (IOException notThere) {
            return false;
        }
    }

    /// What asks the manager for the restart, and waits for it.
    List<String> order(Restart way) {
        return switch (manager) {
            case SYSTEMD -> List.of("systemctl", "--no-ask-password", "restart", "--", way.unit());
            case SUPERVISORD -> supervisorctl("restart", way.unit());
            case OPENRC -> List.of("rc-service", way.unit(), "restart");
            case RUNIT -> List.of("sv", "-w", "15", "restart", service());
            case S6 -> List.of("s6-svc", "-wr", "-T", "15000", "-r", service());
        };
    }

    /// What asks the manager for the pid that it runs the unit under; empty where the search has told.
    Optional<List<String>> question(Restart way) {
        return unit.isEmpty() ? Optional.of(supervisorctl("pid", way.unit())) : Optional.empty();
    }

    private List<String> supervisorctl(String verb, String program) {
        return settings.map(file -> List.of("supervisorctl", "-c", file, verb, program))
                .orElseGet(() -> List.of("supervisorctl", verb, program));
    }

    private String service() {
        return folder.orElseThrow(() -> new IllegalStateException("a service of " + manager.word() + " has a folder"))
                .toString();
    }
}
