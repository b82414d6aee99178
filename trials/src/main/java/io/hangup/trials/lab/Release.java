package io.hangup.trials.lab;

import java.util.Locale;

/// A release of Debian that hosts can be booted from.
public enum Release {
    /// Debian 12: OpenSSH 9.2 (one `sshd` binary), systemd 252.
    BOOKWORM,
    /// Debian 13: OpenSSH 10.0 (`sshd`, `sshd-session`, `sshd-auth`), systemd 257, no utmp.
    TRIXIE;

    String suite() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// From 9.8 on sshd locks out addresses that connect and do not log in, as trials do.
    boolean penalises() {
        return this == TRIXIE;
    }
}
