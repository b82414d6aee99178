package io.hangup.agent.probe;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.UnknownHostException;

/// Network addresses as text: IPv6 in the short form of RFC 5952, an IPv4 address mapped into IPv6 as IPv4.
final class Addresses {
    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;

    private Addresses() {}

    static String text(MemorySegment m, long at, boolean v4) {
        byte[] raw = m.asSlice(at, v4 ? V4_LENGTH : V6_LENGTH).toArray(JAVA_BYTE);
        try {
            // Java itself unmaps ::ffff:a.b.c.d.
            InetAddress address = InetAddress.getByAddress(raw);
            return address.getAddress().length == V4_LENGTH ? address.getHostAddress() : shortened(raw);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static String shortened(byte[] raw) {
        int[] groups = new int[V6_LENGTH / 2];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = (raw[2 * i] & 0xff) << 8 | (raw[2 * i + 1] & 0xff);
        }
        int from = -1;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int run = 0;
            while (i + run < groups.length && groups[i + run] == 0) {
                run++;
            }
            if (run > longest) {
                from = i;
                longest = run;
            }
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < groups.length; i++) {
            if (i == from) {
                text.append("::");
                i += longest - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
                        .append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
