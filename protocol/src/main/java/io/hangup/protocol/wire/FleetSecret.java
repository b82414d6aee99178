package io.hangup.protocol.wire;

import io.hangup.protocol.session.HostId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The one secret of a fleet, from which every host's key follows. The controllers hold it, and whoever makes
/// host keys; a host never sees it, so no host can speak for another.
///
/// Its file may hold former secrets below the one in use: their keys are still accepted, so that the hosts of a
/// fleet can be given their new keys one after the other.
public final class FleetSecret {
    static final String LABEL = "HANGUP FLEET SECRET";

    /// Stands above a former secret in the file.
    static final String FORMER_NOTE = "Former";

    private static final String CURE = "hangup keys new --tier fleet";
    private static final byte[] PREFIX = "hangup-host-v1\0".getBytes(StandardCharsets.US_ASCII);

    private final byte[] secret;
    private final List<byte[]> former;

    private FleetSecret(byte[] secret, List<byte[]> former) {
        this.secret = secret;
        this.former = former;
    }

    /// By which key a record was sealed.
    public enum Seal {
        /// By its host's key.
        CURRENT,
        /// By the key that its host had before.
        FORMER,
        /// By none that this host has or had.
        FOREIGN
    }

    public static FleetSecret generate() {
        var secret = new byte[Hmac.BYTES];
        new SecureRandom().nextBytes(secret);
        return new FleetSecret(secret, List.of());
    }

    /// @throws KeyFileException with what is wrong and what to do
    public static FleetSecret load(Path file) throws IOException {
        String text = KeyFile.secret(file, CURE);
        byte[] first = KeyFile.block(file, text, LABEL, CURE).content();
        List<byte[]> all = Pem.read(text).stream()
                .filter(block -> block.label().equals(LABEL))
                .map(Pem::content)
                .toList();
        if (all.stream().anyMatch(secret -> secret.length != Hmac.BYTES)) {
            throw new KeyFileException(file, "is no fleet secret; write one with: " + CURE);
        }
        return new FleetSecret(first, all.subList(1, all.size()));
    }

    /// Another secret, which accepts the keys of this one as former.
    public FleetSecret next() {
        return new FleetSecret(
                generate().secret,
                Stream.concat(Stream.of(secret), former.stream()).toList());
    }

    /// Writes the secret, and below it the former ones, to a new file that only its owner can read (0600).
    ///
    /// @param notes for people, one line each
    /// @throws KeyFileException when there is such a file already
    public void save(Path file, String... notes) throws IOException {
        List<String> blocks = new ArrayList<>(List.of(Pem.of(LABEL, secret).write()));
        former.forEach(one -> blocks.add(FORMER_NOTE + ": its hosts' keys are still accepted\n"
                + Pem.of(LABEL, one).write()));
        KeyFile.save(file, List.of(notes), String.join("", blocks));
    }

    /// Names the secret without giving it away.
    public String id() {
        return Hmac.name(secret);
    }

    /// The key of one host.
    public HostKey key(HostId host) {
        return key(secret, host);
    }

    private static HostKey key(byte[] secret, HostId host) {
        return new HostKey(host, Hmac.of(secret, PREFIX, host.value().getBytes(StandardCharsets.US_ASCII)));
    }

    /// Whether a record is its host's own.
    ///
    /// @param value empty for a tombstone
    /// @param mac as the record's header says; null when there is none
    public Seal check(HostId host, Topic topic, byte[] value, byte @Nullable [] mac) {
        if (key(host).fits(topic, value, mac)) {
            return Seal.CURRENT;
        }
        return former.stream().anyMatch(one -> key(one, host).fits(topic, value, mac)) ? Seal.FORMER : Seal.FOREIGN;
    }
}
