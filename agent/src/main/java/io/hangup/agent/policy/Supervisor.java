package io.hangup.agent.policy;

/// What keeps services running on a host, and restarts one when asked.
public enum Supervisor {
    SYSTEMD,
    SUPERVISORD,
    OPENRC,
    RUNIT,
    S6;

    /// As people write it.
    public String word() {
        return switch (this) {
            case SYSTEMD -> "systemd";
            case SUPERVISORD -> "supervisord";
            case OPENRC -> "OpenRC";
            case RUNIT -> "runit";
            case S6 -> "s6";
        };
    }
}
