package io.hangup.trials.lab;

import java.util.ArrayList;
import java.util.List;

/// What a host is to be: its name, its ssh servers, and settings for all of its sshd.
///
/// @param sshd ports of OpenSSH servers, each a process of its own on all IPv4 and IPv6 addresses
/// @param dropbear ports of Dropbear servers, likewise
/// @param settings lines of `sshd_config` that come before the lab's own: with sshd the first one counts
public record HostPlan(String name, List<Integer> sshd, List<Integer> dropbear, List<String> settings) {
    public HostPlan {
        // The name is an interface name in the switch (15 bytes), where the first two are taken.
        if (!name.matches("[a-z][a-z0-9-]{0,14}")
                || List.of("br0", "machine", "lo", "sw").contains(name)) {
            throw new IllegalArgumentException("not a host name for the lab: " + name);
        }
        sshd = List.copyOf(sshd);
        dropbear = List.copyOf(dropbear);
        settings = List.copyOf(settings);
    }

    public static HostPlan named(String name) {
        return new HostPlan(name, List.of(), List.of(), List.of());
    }

    /// One more sshd, on this port.
    public HostPlan sshd(int port) {
        return new HostPlan(name, with(sshd, port), dropbear, settings);
    }

    /// One more Dropbear, on this port (needs the package `dropbear-bin`).
    public HostPlan dropbear(int port) {
        return new HostPlan(name, sshd, with(dropbear, port), settings);
    }

    /// One more line for `sshd_config`, such as `LoginGraceTime 0`.
    public HostPlan setting(String line) {
        return new HostPlan(name, sshd, dropbear, with(settings, line));
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
