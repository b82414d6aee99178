package io.hangup.trials.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Installs the Debian packages a lab lacks without opening a port: Debian starts sshd on port 22 when
/// `openssh-server` is installed and again at each boot. So a `policy-rc.d` (invoke-rc.d's own hook) forbids
/// starting services meanwhile, and afterwards the new ssh service is disabled, where systemd is.
public final class Packages {
    private static final Path POLICY = Path.of("/usr/sbin/policy-rc.d");
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Packages() {}

    /// Installs them and says what was done, a sentence each.
    public static List<String> install(List<String> packages) {
        if (packages.isEmpty()) {
            return List.of();
        }
        boolean policyIsOurs = forbidStarts();
        try {
            apt(List.of("update", "-q"));
            List<String> words = new ArrayList<>(List.of("install", "-q", "-y", "--no-install-recommends"));
            words.addAll(packages);
            apt(words);
        } finally {
            if (policyIsOurs) {
                allowStarts();
            }
        }
        List<String> done = new ArrayList<>(List.of("Installed " + String.join(", ", packages) + "."));
        if (packages.contains("openssh-server") && Requirements.has("systemctl")) {
            Command.of("systemctl", "disable", "ssh.service", "ssh.socket").run();
            done.add("This machine's own sshd was left off: systemctl enable --now ssh turns it on.");
        }
        return done;
    }

    private static void apt(List<String> arguments) {
        List<String> words = new ArrayList<>(List.of("env", "DEBIAN_FRONTEND=noninteractive", "apt-get"));
        words.addAll(arguments);
        Command.of(words).within(LIMIT).check();
    }

    private static boolean forbidStarts() {
        if (Files.exists(POLICY)) {
            return false;
        }
        try {
            Files.writeString(POLICY, "#!/bin/sh\nexit 101\n");
            Files.setPosixFilePermissions(POLICY, PosixFilePermissions.fromString("rwxr-xr-x"));
            return true;
        } catch (IOException e) {
            throw new LabFailure("cannot write " + POLICY, e);
        }
    }

    private static void allowStarts() {
        try {
            Files.deleteIfExists(POLICY);
        } catch (IOException e) {
            throw new LabFailure("remove " + POLICY + " by hand, or no package can start its service", e);
        }
    }
}
