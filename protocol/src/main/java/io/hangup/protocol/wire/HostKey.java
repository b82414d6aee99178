package io.hangup.protocol.wire;

import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one host proves with that a record is its own: the first half of an HMAC-SHA256 over topic, host and value.
/// Kafka tells a reader
/// nothing of who wrote a record, and whoever may write for one host may write for all.
///
/// Its file holds the 32 bytes as PEM with the host's name above them, and only its owner may read it.
public final class HostKey {
    /// The mac of a record, 16 bytes: HMAC-SHA-256-128 (RFC 4868, section 2.3).
    public static final String HEADER = "mac";

    static final String LABEL = "HANGUP HOST KEY";
    static final String HOST_NOTE = "Host";

    private static final int MAC_BYTES = 16;
    private static final byte[] PREFIX = "hangup-record-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BETWEEN = {0};

    private final HostId host;
    private final byte[] key;

    HostKey(HostId host, byte[] key) {
        this.host = host;
        this.key = key.clone();
    }

    /// @throws KeyFileException with what is wrong and what to do
    public static HostKey load(Path file, HostId host) throws IOException {
        String cure = "hangup keys host " + host;
        String text = KeyFile.secret(file, cure);
        Pem block = KeyFile.block(file, text, LABEL, cure);
        byte[] key = block.content();
        Optional<String> other = block.note(HOST_NOTE).filter(name -> !name.equals(host.value()));
        if (other.isPresent()) {
            throw new KeyFileException(
                    file,
                    "is the key of host " + other.get().replaceAll("[^ -~]", "?") + ", and this is " + host
                            + "; write its own with: " + cure);
        }
        if (key.length != Hmac.BYTES) {
            throw new KeyFileException(file, "is no host key; write one with: " + cure);
        }
        return new HostKey(host, key);
    }

    /// Writes the key to a new file that only its owner can read (0600).
    ///
    /// @param notes for people, one line each, besides the host's name
    /// @throws KeyFileException when there is such a file already
    public void save(Path file, String... notes) throws IOException {
        KeyFile.save(file, notes(notes), Pem.of(LABEL, key).write());
    }

    private List<String> notes(String... more) {
        return Stream.concat(Stream.of(HOST_NOTE + ": " + host), Stream.of(more))
                .toList();
    }

    public HostId host() {
        return host;
    }

    /// Names the key without giving it away.
    public String id() {
        return Hmac.name(key);
    }

    /// The mac of a record of this host.
    ///
    /// @param value empty for a tombstone
    public byte[] seal(Topic topic, byte[] value) {
        byte[] whole = Hmac.of(
                key,
                PREFIX,
                topic.name().toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII),
                BETWEEN,
                host.value().getBytes(StandardCharsets.US_ASCII),
                BETWEEN,
                value);
        return Arrays.copyOf(whole, MAC_BYTES);
    }

    /// Whether a record is this host's own. A mac of any other length than 16 bytes is wrong, and every wrong one
    /// of that length takes the same time.
    ///
    /// @param mac as the record's header says; null when there is none
    public boolean fits(Topic topic, byte[] value, byte @Nullable [] mac) {
        return mac != null && MessageDigest.isEqual(seal(topic, value), mac);
    }
}
