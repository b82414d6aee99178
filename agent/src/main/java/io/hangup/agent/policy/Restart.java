package io.hangup.agent.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/// How the SSH server of a host is restarted. Nothing that comes over the wire says it.
///
/// @param unit by which its manager knows it: `ssh.service`, a program of supervisord, a service or its folder
/// @param manager that must run it; empty for whichever does
public record Restart(String unit, Optional<Supervisor> manager) {
    /// It becomes an argument of a manager's program: never an option, never two words.
    private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9@:_./-]{0,254}");

    public Restart {
        if (!UNIT.matcher(unit).matches()) {
            throw new IllegalArgumentException(
                    "restart.unit is a name of letters, digits and @:_./- as in ssh.service, at most 255");
        }
    }
}
