package io.hangup.trials.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a host is to be: its name, its ssh servers, and settings for all of its sshd.
///
/// @param release the Debian to boot; empty for a light host over the machine's own files
/// @param sshd ports of OpenSSH, on all IPv4 and IPv6 addresses: each a process of its own, but of one sshd where
/// booted
/// @param dropbear ports of Dropbear servers, likewise
/// @param settings lines of `sshd_config` that come before the lab's own: with sshd the first one counts
public record HostPlan(
        String name, Optional<Release> release, List<Integer> sshd, List<Integer> dropbear, List<String> settings) {
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
        return new HostPlan(name, Optional.empty(), List.of(), List.of(), List.of());
    }

    /// Booted from this Debian, with systemd; it needs what `Lab.requirementsToBoot` says.
    public HostPlan booted(Release debian) {
        return new HostPlan(name, Optional.of(debian), sshd, dropbear, settings);
    }

    /// Booted, one of each of these, with sshd on port 22; each is named as its release.
    public static HostPlan[] booted(List<Release> releases) {
        return releases.stream()
                .map(release -> named(release.suite()).booted(release).sshd(22))
                .toArray(HostPlan[]::new);
    }

    /// One more sshd, on this port.
    public HostPlan sshd(int port) {
        return new HostPlan(name, release, with(sshd, port), dropbear, settings);
    }

    /// One more Dropbear, on this port (a light host needs the package `dropbear-bin`).
    public HostPlan dropbear(int port) {
        return new HostPlan(name, release, sshd, with(dropbear, port), settings);
    }

    /// One more line for `sshd_config`, such as `LoginGraceTime 0`, or a `Match` block of several.
    public HostPlan setting(String line) {
        return new HostPlan(name, release, sshd, dropbear, with(settings, line));
    }

    private static <T> List<T> with(List<T> some, T one) {
        List<T> more = new ArrayList<>(some);
        more.add(one);
        return more;
    }
}
