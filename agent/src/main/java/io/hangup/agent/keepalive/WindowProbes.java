package io.hangup.agent.keepalive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// After how many window probes without an answer the kernel ends a connection: sysctl `net.ipv4.tcp_retries2`, tcp(7).
/// Whoever reads it is told of the network namespace it runs in, whosever `/proc` it is; an executor without a network
/// has to be told of the host's.
public final class WindowProbes {
    /// What the kernel has when nobody changed it. No more is believed, whatever is told.
    static final int USUAL = 15;

    /// Until something is told: enough to ask once, up to three times.
    static final int UNTOLD = 5;

    private static final Path SYSCTL = Path.of("/proc/sys/net/ipv4/tcp_retries2");

    private int told = UNTOLD;

    /// In the network of this process. Such a file gives its number to the first read and nothing to the next, and
    /// `Files.readString` begins with one byte.
    public static int here() {
        byte[] text = new byte[16];
        try (InputStream file = Files.newInputStream(SYSCTL)) {
            int length = file.read(text, 0, text.length);
            return Integer.parseInt(new String(text, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip());
        } catch (IOException | NumberFormatException e) {
            return USUAL;
        }
    }

    /// @param most in the host's network, as somebody there says
    public void tell(int most) {
        told = Math.clamp(most, 0, USUAL);
    }

    /// As told last.
    public int told() {
        return told;
    }
}
