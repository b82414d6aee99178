package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.util.Set;

/// The program by which the kernel picks sockets with one of several local, or peer, ports: `INET_DIAG_REQ_BYTECODE`,
/// `linux/inet_diag.h`. A pass over the kernel's table costs the same for one port as for many.
final class PortFilter {
    private static final short INET_DIAG_REQ_BYTECODE = 1;
    private static final byte JUMP = 1;
    private static final byte LOCAL_AT_LEAST = 2;
    private static final byte PEER_AT_LEAST = 4;
    private static final int OPERATION = 4;
    private static final int ATTRIBUTE_HEADER = 4;

    /// At least, its port, at most, its port, jump to the end. The last one needs no jump.
    private static final int BLOCK = 5 * OPERATION;

    private PortFilter() {}

    /// Bytes that a filter for so many ports takes.
    static int size(int ports) {
        return ATTRIBUTE_HEADER + ports * BLOCK - OPERATION;
    }

    /// @param peer whether the ports are those of the other end
    /// @param into filled with zeros
    /// @return bytes written
    static int write(Set<Integer> ports, boolean peer, MemorySegment into) {
        byte atLeast = peer ? PEER_AT_LEAST : LOCAL_AT_LEAST;
        byte atMost = (byte) (atLeast + 1);
        int end = size(ports.size());
        into.set(JAVA_SHORT, 0, (short) end);
        into.set(JAVA_SHORT, 2, INET_DIAG_REQ_BYTECODE);
        int at = ATTRIBUTE_HEADER;
        for (int port : ports) {
            // Falling off the end accepts; one operation beyond it refuses.
            int next = Math.min(at + BLOCK, end + OPERATION);
            compare(into, at, atLeast, port, next);
            compare(into, at + 2 * OPERATION, atMost, port, next);
            if (at + BLOCK < end) {
                operation(into, at + 4 * OPERATION, JUMP, OPERATION, end - (at + 4 * OPERATION));
            }
            at += BLOCK;
        }
        return end;
    }

    private static void compare(MemorySegment into, int at, byte code, int port, int otherwise) {
        operation(into, at, code, 2 * OPERATION, otherwise - at);
        into.set(JAVA_SHORT, at + OPERATION + 2L, (short) port);
    }

    private static void operation(MemorySegment into, int at, byte code, int yes, int no) {
        into.set(JAVA_BYTE, at, code);
        into.set(JAVA_BYTE, at + 1L, (byte) yes);
        into.set(JAVA_SHORT, at + 2L, (short) no);
    }
}
