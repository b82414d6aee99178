package io.hangup.protocol.wire;

import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/// The one secret of a fleet, from which every host's key follows. The controllers hold it, and whoever makes
/// host keys; a host never sees it, so no host can speak for another.
public final class FleetSecret {
    static final String LABEL = "HANGUP FLEET SECRET";

    private static final String CURE = "hangup keys new --tier fleet";
    private static final byte[] PREFIX = "hangup-host-v1\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;

    FleetSecret(byte[] secret) {
        this.secret = secret;
    }

    public static FleetSecret generate() {
        var secret = new byte[Hmac.BYTES];
        new SecureRandom().nextBytes(secret);
        return new FleetSecret(secret);
    }

    /// @throws KeyFileException with what is wrong and what to do
    public static FleetSecret load(Path file) throws IOException {
        byte[] secret =
                KeyFile.block(file, KeyFile.secret(file, CURE), LABEL, CURE).content();
        if (secret.length != Hmac.BYTES) {
            throw new KeyFileException(file, "is no fleet secret; write one with: " + CURE);
        }
        return new FleetSecret(secret);
    }

    /// Writes the secret to a new file that only its owner can read (0600).
    ///
    /// @param notes for people, one line each
    /// @throws KeyFileException when there is such a file already
    public void save(Path file, String... notes) throws IOException {
        KeyFile.save(file, List.of(notes), Pem.of(LABEL, secret).write());
    }

    /// Names the secret without giving it away.
    public String id() {
        return Hmac.name(secret);
    }

    /// The key of one host.
    public HostKey key(HostId host) {
        return new HostKey(host, Hmac.of(secret, PREFIX, host.value().getBytes(StandardCharsets.US_ASCII)));
    }
}
