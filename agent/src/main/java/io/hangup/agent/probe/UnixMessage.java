package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// One `unix_diag_msg` and its attributes, `linux/unix_diag.h`.
final class UnixMessage {
    private static final int TYPE = 17;
    private static final int STATE = 18;
    private static final int HEADERS = 32;
    private static final int UNIX_DIAG_NAME = 0;
    private static final int UNIX_DIAG_PEER = 2;
    private static final int SOCK_STREAM = 1;
    private static final int ESTABLISHED = 1;

    private UnixMessage() {}

    /// Whether it is a stream with somebody at the other end.
    static boolean connected(MemorySegment message) {
        return message.get(JAVA_BYTE, TYPE) == SOCK_STREAM && message.get(JAVA_BYTE, STATE) == ESTABLISHED;
    }

    /// The inode of the socket at the other end; 0 when there is none.
    static long peer(MemorySegment message, int length) {
        long at = attribute(message, length, UNIX_DIAG_PEER, 8);
        return at == 0 ? 0 : message.get(JAVA_INT_UNALIGNED, at + 4) & 0xffff_ffffL;
    }

    /// What it is bound to; an abstract name starts with `@`. Empty when it has no name.
    static String path(MemorySegment message, int length) {
        long at = attribute(message, length, UNIX_DIAG_NAME, 4);
        if (at == 0) {
            return "";
        }
        byte[] name = new byte[(message.get(JAVA_SHORT_UNALIGNED, at) & 0xffff) - 4];
        MemorySegment.copy(message, JAVA_BYTE, at + 4, name, 0, name.length);
        boolean isAbstract = name.length > 0 && name[0] == 0;
        int end = isAbstract ? 1 : 0;
        while (end < name.length && name[end] != 0) {
            end++;
        }
        return isAbstract
                ? "@" + new String(name, 1, end - 1, StandardCharsets.UTF_8)
                : new String(name, 0, end, StandardCharsets.UTF_8);
    }

    private static long attribute(MemorySegment message, int length, int wanted, int least) {
        long at = HEADERS;
        while (at + 4 <= length) {
            int size = message.get(JAVA_SHORT_UNALIGNED, at) & 0xffff;
            if (size < 4 || at + size > length) {
                return 0;
            }
            if ((message.get(JAVA_SHORT_UNALIGNED, at + 2) & 0xffff) == wanted && size >= least) {
                return at;
            }
            at += (size + 3) & ~3;
        }
        return 0;
    }
}
