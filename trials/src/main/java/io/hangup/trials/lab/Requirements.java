package io.hangup.trials.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a lab needs of the machine, and how to get what is missing.
public final class Requirements {
    static final String NO_MIRROR = "apt has no Debian mirror here to make hosts from.";

    private static final Map<String, String> PACKAGE_OF = new LinkedHashMap<>();
    private static final Map<String, String> TO_BOOT = Map.of(
            "systemd-nspawn", "systemd-container", "mmdebstrap", "mmdebstrap", "rsync", "rsync", "socat", "socat");

    static {
        PACKAGE_OF.put("ip", "iproute2");
        PACKAGE_OF.put("ss", "iproute2");
        PACKAGE_OF.put("nft", "nftables");
        PACKAGE_OF.put("unshare", "util-linux");
        PACKAGE_OF.put("nsenter", "util-linux");
        PACKAGE_OF.put("hostname", "hostname");
        PACKAGE_OF.put("ssh", "openssh-client");
        PACKAGE_OF.put("scp", "openssh-client");
        PACKAGE_OF.put("ssh-keygen", "openssh-client");
        PACKAGE_OF.put("sshd", "openssh-server");
    }

    private Requirements() {}

    /// What is missing, a sentence each with its cure; empty when a lab can be raised here.
    public static List<String> missing() {
        if (!"Linux".equals(System.getProperty("os.name"))) {
            return List.of("The hosts are Linux namespaces, and this is " + System.getProperty("os.name") + ".");
        }
        List<String> missing = new ArrayList<>();
        missing.addAll(absent(PACKAGE_OF));
        if (!isRoot()) {
            missing.add("Making hosts needs root: run it with sudo.");
        } else if (missing.isEmpty()) {
            missing.addAll(refusals());
        }
        return missing;
    }

    /// What is missing to boot hosts, beyond a light lab's needs or including them.
    public static List<String> missingToBoot() {
        List<String> missing = new ArrayList<>(missing());
        missing.addAll(absent(TO_BOOT));
        if (missing.isEmpty() && Mirror.own().isEmpty()) {
            missing.add(NO_MIRROR);
        }
        return missing;
    }

    private static List<String> absent(Map<String, String> tools) {
        return tools.entrySet().stream()
                .filter(tool -> !has(tool.getKey()))
                .map(tool -> "`" + tool.getKey() + "` is missing: apt-get install " + tool.getValue() + ".")
                .toList();
    }

    /// The Debian packages that `missing`, or `missingToBoot`, asks for.
    public static List<String> packages(boolean booted) {
        var packages = new TreeSet<String>();
        Map<String, String> wanted = new HashMap<>(PACKAGE_OF);
        if (booted) {
            wanted.putAll(TO_BOOT);
        }
        wanted.forEach((tool, pack) -> {
            if (!has(tool)) {
                packages.add(pack);
            }
        });
        return List.copyOf(packages);
    }

    /// Whether a program is installed, such as `dropbear`.
    public static boolean has(String tool) {
        return Stream.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    static boolean isRoot() {
        return Command.of("id", "-u").check().strip().equals("0");
    }

    /// What the kernel, or the container we are in, does not let root do.
    private static List<String> refusals() {
        Command.Ended ended = Command.of(
                        "unshare",
                        "--mount",
                        "--net",
                        "--pid",
                        "--uts",
                        "--ipc",
                        "--fork",
                        "--mount-proc",
                        "--",
                        "bash",
                        "-euc",
                        "mount -t tmpfs none /mnt; ip link add br0 type bridge; ip link add dev left type veth peer name right;"
                                + " nft add table bridge lab")
                .run();
        return ended.good()
                ? List.of()
                : List.of("Root may not make namespaces and networks here ("
                        + ended.err().strip()
                        + "): run it on the machine itself, or in a container with --privileged.");
    }
}
