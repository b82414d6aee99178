package io.hangup.trials.lab;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine's OpenSSH, which is every host's too.
public final class OpenSsh {
    private static final Pattern VERSION = Pattern.compile("OpenSSH_([0-9]+)\\.([0-9]+)");

    private OpenSsh() {}

    /// What `ssh -V` says: "OpenSSH_9.2p1 Debian-2+deb12u7, OpenSSL 3.0.17".
    public static String version() {
        return Command.of("ssh", "-V").run().err().strip();
    }

    static boolean atLeast(int major, int minor) {
        return atLeast(version(), major, minor);
    }

    static boolean atLeast(String version, int major, int minor) {
        Matcher found = VERSION.matcher(version);
        if (!found.find()) {
            return false;
        }
        int ours = Integer.parseInt(found.group(1));
        return ours > major || (ours == major && Integer.parseInt(found.group(2)) >= minor);
    }
}
