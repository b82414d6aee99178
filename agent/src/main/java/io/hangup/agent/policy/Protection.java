package io.hangup.agent.policy;

import java.util.List;
import java.util.Set;

/// Whose connections are never touched, whatever is signed.
///
/// @param users names, or uids in decimal
/// @param groups names, or gids in decimal
/// @param addresses of the other end
/// @param units of systemd, or other cgroups by the last part of their name; none of them may hold a process of the
///     login
/// @param commands by the kernel's name of a process of the login, of which it keeps 15 bytes
/// @param lastAdministrator whether the last login of an administrator stays
/// @param administrators groups whose members are administrators; uid 0 always is one
public record Protection(
        Set<String> users,
        Set<String> groups,
        List<Network> addresses,
        Set<String> units,
        Set<String> commands,
        boolean lastAdministrator,
        Set<String> administrators) {

    static final Set<String> USUAL_ADMINISTRATORS = Set.of("root", "sudo", "wheel", "admin");

    public static final Protection NONE =
            new Protection(Set.of(), Set.of(), List.of(), Set.of(), Set.of(), false, USUAL_ADMINISTRATORS);

    public Protection {
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        addresses = List.copyOf(addresses);
        units = Set.copyOf(units);
        commands = Set.copyOf(commands);
        administrators = Set.copyOf(administrators);
    }

    /// Whether a login's processes matter.
    public boolean asksForProcesses() {
        return !units.isEmpty() || !commands.isEmpty();
    }
}
