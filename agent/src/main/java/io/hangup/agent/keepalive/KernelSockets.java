package io.hangup.agent.keepalive;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hangup.agent.liveness.Sockets;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Finds a socket of another process by its cookie. The order makes it safe: the pidfd is opened first and what runs
/// under the pid is read after; what a descriptor is, is asked of the duplicate, never of its number.
public final class KernelSockets implements Sockets {
    /// sshd and dropbear hold a connection's socket at a low number: 4 on OpenSSH 9.2, 7 on 10.0. Where the list of
    /// descriptors may not be read, these are tried.
    private static final int LOW = 32;

    /// The most descriptors that are tried.
    private static final int MOST = 256;

    private static final Path PROC = Path.of("/proc");

    private final IntSupplier retries;

    /// For a process in the network of those sockets.
    public KernelSockets() {
        this(WindowProbes::here);
    }

    /// @param retries how many window probes without an answer end one of them
    public KernelSockets(IntSupplier retries) {
        this.retries = retries;
    }

    @Override
    public Taken take(ProcessStamp process, SocketCookie cookie) {
        int pid = process.pid();
        int pidfd = Kernel.pidfdOpen(pid);
        if (pidfd < 0) {
            return new Taken.Missed(
                    pidfd == -Kernel.ESRCH
                            ? "process " + pid + " has ended"
                            : "process " + pid + " can't be held: errno " + -pidfd);
        }
        Taken taken = started(pid).orElse(-1) == process.startTicks()
                ? find(pidfd, pid, cookie)
                : new Taken.Missed("process " + pid + " is another one now");
        if (taken instanceof Taken.Missed) {
            Kernel.close(pidfd);
        }
        return taken;
    }

    @Override
    public int retries() {
        return retries.getAsInt();
    }

    private static Taken find(int pidfd, int pid, SocketCookie cookie) {
        for (int number : numbers(pid)) {
            int socket = Kernel.pidfdGetfd(pidfd, number);
            if (socket >= 0) {
                if (cookieOf(socket).orElse(0) == cookie.value()) {
                    return new Taken.Held(new KernelHold(pidfd, socket));
                }
                Kernel.close(socket);
            } else if (socket != -Kernel.EBADF) {
                return new Taken.Missed(refusal(-socket));
            }
        }
        return new Taken.Missed("process " + pid + " no longer holds the connection's socket");
    }

    static String refusal(int errno) {
        return switch (errno) {
            case Kernel.ENOSYS -> "the kernel can't share sockets (pidfd_getfd): it needs Linux 5.6 or later";
            case Kernel.EPERM, Kernel.EACCES ->
                "other processes' sockets may not be reached: that takes CAP_SYS_PTRACE, and leave to call"
                        + " pidfd_getfd (the executor's drop-in probe.conf)";
            default -> "the socket can't be reached: errno " + errno;
        };
    }

    private static int[] numbers(int pid) {
        try (Stream<Path> entries = Files.list(PROC.resolve(pid + "/fd"))) {
            return entries.filter(KernelSockets::isSocket)
                    .mapToInt(entry -> Integer.parseInt(entry.getFileName().toString()))
                    .sorted()
                    .limit(MOST)
                    .toArray();
        } catch (IOException e) {
            return IntStream.range(0, LOW).toArray();
        }
    }

    private static boolean isSocket(Path entry) {
        try {
            return Files.readSymbolicLink(entry).toString().startsWith("socket:");
        } catch (IOException e) {
            return true;
        }
    }

    private static OptionalLong cookieOf(int socket) {
        try (var arena = Arena.ofConfined()) {
            MemorySegment cookie = arena.allocate(JAVA_LONG);
            int filled = Kernel.getsockopt(socket, Kernel.SOL_SOCKET, Kernel.SO_COOKIE, cookie);
            return filled == JAVA_LONG.byteSize() ? OptionalLong.of(cookie.get(JAVA_LONG, 0)) : OptionalLong.empty();
        }
    }

    /// Field 22 of `/proc/PID/stat`, counted from the last `)`: a name may hold anything. proc(5).
    private static OptionalLong started(int pid) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return Arrays.stream(fields)
                    .skip(19)
                    .limit(1)
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }
}
