package io.hangup.agent.probe;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Tells whether somebody is attached to a tmux or screen server, whatever login they are of. Both hold the terminal of
/// each who is, and tmux one socket more than the one it listens on, for who is attached without a terminal (`tmux
/// -C`):
/// tmux 3.3a and screen 4.9.0.
final class Attached implements ProcFiles.Descriptor {
    /// devpts(5) shows without its folder what another mount namespace has; one that was hung up is `(deleted)`.
    private static final Pattern TERMINAL = Pattern.compile("/dev/(pts/\\d+|tty\\w+)|/\\d+");

    private static final int LISTENING = 1;

    private final ProcFiles files;
    private int sockets;
    private boolean terminal;
    private boolean unread;

    private Attached(ProcFiles files) {
        this.files = files;
    }

    /// Where it can't be seen somebody is.
    static boolean to(ProcFiles files, int pid) {
        var attached = new Attached(files);
        int outcome = files.descriptors(pid, attached);
        return outcome < 0 || attached.unread || attached.terminal || attached.sockets > LISTENING;
    }

    @Override
    public void seen(int directory, int number, MemorySegment name) {
        int length = files.link(directory, name);
        if (length == -Kernel.ENOENT) {
            return;
        }
        if (length < 0) {
            unread = true;
        } else if (files.startsWith("socket:[", length)) {
            sockets++;
        } else {
            terminal |= TERMINAL.matcher(new String(files.bytes(), 0, length, StandardCharsets.ISO_8859_1))
                    .matches();
        }
    }
}
