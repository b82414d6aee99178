package io.hangup.trials.lab;

/// The cgroup2 folders of booted hosts, named as their network namespaces. They outlive every process and mount.
final class Cgroups {
    /// In a mount namespace of its own, because the machine may have cgroup2 anywhere or nowhere.
    private static final String REMOVE = """
            mount -t cgroup2 cgroup2 /mnt || exit 0
            for cgroup in /mnt/"$1"*; do
                [ -d "$cgroup" ] || continue
                echo 1 >"$cgroup/cgroup.kill"
                until grep -q 'populated 0' "$cgroup/cgroup.events"; do sleep 0.01; done
                find "$cgroup" -depth -type d -exec rmdir {} +
            done
            """;

    private Cgroups() {}

    /// Kills what still runs in a lab's booted hosts and removes their folders.
    static void remove(Claim claim) {
        Command.of("unshare", "--mount", "--", "bash", "-euc", REMOVE, "cgroups", claim.prefix())
                .check();
    }
}
