package io.hangup.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What an agent can still do where it may end nobody's processes.
final class Remaining {
    private Remaining() {}

    /// Whether this process is root's; not where that can't be told.
    static boolean root() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException withoutProc) {
            return false;
        }
    }

    /// @param root whether it is root: a container's root without `CAP_KILL` is
    static String of(boolean root) {
        return "what it can do all the same: tell users at their terminals, ask peers whether they are there"
                + (root
                        ? ", and restart sshd by its supervisor where the policy names that (key restart)"
                        : "; as root it could restart sshd by its supervisor, too");
    }
}
