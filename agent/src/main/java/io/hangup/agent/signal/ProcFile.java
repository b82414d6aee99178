package io.hangup.agent.signal;

import io.hangup.agent.enforce.Bond;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The few facts of a process that tell it from another, read anew each time and by nobody else's code: proc(5).
final class ProcFile {
    /// Bit of CAP_KILL in a capability set, `linux/capability.h`.
    private static final int CAP_KILL = 5;

    /// Bit of SIGHUP in a signal set, signal(7).
    private static final long SIGHUP = 1;

    private static final long PF_KTHREAD = 0x0020_0000;

    private final Path proc;

    ProcFile(Path proc) {
        this.proc = proc;
    }

    /// What runs under `pid` now; empty when nothing does or it can't be read.
    Optional<HostProcess> read(int pid) {
        try {
            Path folder = proc.resolve(Integer.toString(pid));
            // Latin-1: a process can call itself anything, and no byte of it must be able to fail the reading.
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            return Optional.of(parse(pid, stat, status(folder, "Uid:")));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /// The name stands in parentheses and may hold any character, also these; after the last `)` come the state (field
    /// 3) and, 19 fields on, the start time (field 22).
    private static HostProcess parse(int pid, String stat, String uids) {
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')');
        String[] fields = stat.substring(close + 2).strip().split(" ", -1);
        int uid = Integer.parseUnsignedInt(uids.strip().split("\\s+", -1)[0]);
        return new HostProcess(
                new ProcessStamp(pid, Long.parseLong(fields[19])),
                uid,
                stat.substring(open + 1, close),
                ProcessState.of(fields[0].charAt(0)));
    }

    /// What the process under `pid` belongs to: fields 5 to 7 of `stat`, `SigIgn` and the audit session.
    Optional<Bond> bond(int pid) {
        try {
            Path folder = proc.resolve(Integer.toString(pid));
            String[] fields = afterName(folder);
            long ignored = Long.parseUnsignedLong(status(folder, "SigIgn:").strip(), 16);
            return Optional.of(new Bond(
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4]),
                    auditSession(folder),
                    (ignored & SIGHUP) != 0));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static long auditSession(Path folder) throws IOException {
        try {
            return Long.parseLong(Files.readString(folder.resolve("sessionid"), StandardCharsets.ISO_8859_1)
                    .strip());
        } catch (NoSuchFileException withoutAudit) {
            return -1;
        }
    }

    /// Who is in a process group just now. Told by number only: each must be read again once it is held.
    List<Integer> pidsInGroup(int group) {
        List<Integer> pids = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(proc, "[1-9]*")) {
            for (Path folder : all) {
                if (groupOf(folder).equals(Integer.toString(group))) {
                    pids.add(Integer.parseInt(folder.getFileName().toString()));
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
            return List.of();
        }
        return pids;
    }

    private static String groupOf(Path folder) {
        try {
            return afterName(folder)[2];
        } catch (IOException | IndexOutOfBoundsException ended) {
            return "";
        }
    }

    /// The fields of `stat` from the state, field 3, on.
    private static String[] afterName(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
        return stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    }

    /// Whether that is a thread of the kernel: `PF_KTHREAD` in field 9 of `stat`, `linux/sched.h`. What can't be
    /// read is taken for one.
    boolean kernelThread(int pid) {
        try {
            String[] fields = afterName(proc.resolve(Integer.toString(pid)));
            return (Long.parseLong(fields[6]) & PF_KTHREAD) != 0;
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return true;
        }
    }

    /// Whether this process may signal processes of any user.
    boolean mayKill() {
        try {
            long effective = Long.parseUnsignedLong(
                    status(proc.resolve("self"), "CapEff:").strip(), 16);
            return (effective >>> CAP_KILL & 1) == 1;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /// Lines end with `\n` and nothing else: of a process's name the kernel escapes that one (`proc_task_name` in
    /// `fs/proc/array.c`), so a name with a carriage return must not begin another line.
    private static String status(Path folder, String key) throws IOException {
        String status = Files.readString(folder.resolve("status"), StandardCharsets.ISO_8859_1);
        return Arrays.stream(status.split("\n", -1))
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + key + " in " + folder));
    }
}
