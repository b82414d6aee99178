package io.hangup.agent.keepalive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether this agent can reach other processes' sockets at all.
public final class Powers {
    /// Bit of CAP_SYS_PTRACE in a capability set, `linux/capability.h`.
    private static final int CAP_SYS_PTRACE = 19;

    /// Yama's strictest setting: nobody attaches to anybody.
    private static final String NO_ATTACH = "3";

    private Powers() {}

    /// What is missing, for an operator; empty when nothing is.
    public static Optional<String> missing() {
        int self = Kernel.pidfdOpen((int) ProcessHandle.current().pid());
        if (self < 0) {
            return Optional.of(KernelSockets.refusal(-self));
        }
        int zero = Kernel.pidfdGetfd(self, 0);
        Kernel.close(self);
        if (zero >= 0) {
            Kernel.close(zero);
        } else if (zero != -Kernel.EBADF) {
            return Optional.of(KernelSockets.refusal(-zero));
        }
        if (!mayTrace()) {
            return Optional.of(KernelSockets.refusal(Kernel.EPERM));
        }
        return yama().equals(NO_ATTACH)
                ? Optional.of("kernel.yama.ptrace_scope is 3, so nobody reaches another process's sockets; 2 would do")
                : Optional.empty();
    }

    private static boolean mayTrace() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("CapEff:".length()).strip(), 16))
                    .anyMatch(set -> (set >>> CAP_SYS_PTRACE & 1) == 1);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static String yama() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/yama/ptrace_scope"))
                    .strip();
        } catch (IOException withoutYama) {
            return "";
        }
    }
}
