package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;

/// One `unix_diag_msg` and its attributes, `linux/unix_diag.h`.
final class UnixMessage {
    private static final int HEADERS = 32;
    private static final int UNIX_DIAG_PEER = 2;

    private UnixMessage() {}

    /// The inode of the socket at the other end.
    static OptionalLong peer(MemorySegment message, int length) {
        long at = HEADERS;
        while (at + 8 <= length) {
            int size = message.get(JAVA_SHORT_UNALIGNED, at) & 0xffff;
            if (size < 4) {
                break;
            }
            if ((message.get(JAVA_SHORT_UNALIGNED, at + 2) & 0xffff) == UNIX_DIAG_PEER) {
                return OptionalLong.of(message.get(JAVA_INT_UNALIGNED, at + 4) & 0xffff_ffffL);
            }
            at += (size + 3) & ~3;
        }
        return OptionalLong.empty();
    }
}
