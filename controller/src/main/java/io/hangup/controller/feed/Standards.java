package io.hangup.controller.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Which requirements a control is about: the one place for it. Where each comes from stands in
/// `docs/operating/audit.md`.
///
/// PCI DSS and NIST name no setting; benchmarks (CIS, STIG) name settings and often values. That a control is
/// listed says what it is asked for, not that it fulfils it: that is its effect.
final class Standards {
    private static final List<String> IDLE = List.of("PCI DSS 4.0 8.2.8", "NIST AC-12", "NIST AC-2(5)", "NIST SC-10");

    private static final Map<String, List<String>> BY_CONTROL = Map.of(
            "ClientAliveInterval",
            with(
                    IDLE,
                    "CIS RHEL 8 5.2.20",
                    "CIS Ubuntu 22.04 5.2.22",
                    "STIG RHEL-08-010200",
                    "STIG RHEL-08-010201",
                    "STIG RHEL-09-255100",
                    "STIG RHEL-10-700930",
                    "STIG UBTU-22-255030"),
            "ChannelTimeout",
            IDLE,
            "UnusedConnectionTimeout",
            List.of("NIST SC-10"),
            "StopIdleSessionSec",
            with(IDLE, "STIG OL08-00-020035"),
            "TMOUT",
            with(IDLE, "CIS RHEL 8 5.6.3", "CIS Ubuntu 22.04 5.5.5", "STIG UBTU-20-010013", "STIG RHEL-07-040160"),
            "dropbear -I",
            IDLE,
            "LoginGraceTime",
            List.of("CIS RHEL 7 5.3.17", "CIS RHEL 8 5.2.14"),
            "MaxStartups",
            List.of("CIS Ubuntu 20.04 5.2.21", "CIS Ubuntu 22.04 5.2.19"));

    private Standards() {}

    static List<String> of(String control) {
        return BY_CONTROL.getOrDefault(control, List.of());
    }

    private static List<String> with(List<String> some, String... more) {
        return Stream.concat(some.stream(), Arrays.stream(more)).toList();
    }
}
