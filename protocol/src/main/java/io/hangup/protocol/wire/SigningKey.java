package io.hangup.protocol.wire;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.wire.Ed25519.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.List;

/// A private key, the controller's or an operator's: what makes a command a command, or an approval one. Its file holds
/// the private key (PKCS#8) and the public one (X.509), both PEM, and only its owner may read it.
public final class SigningKey {
    private static final String CURE = "hangup keys new";

    private final PrivateKey key;
    private final TrustedKey trusted;

    private SigningKey(PrivateKey key, TrustedKey trusted) {
        this.key = key;
        this.trusted = trusted;
    }

    public static SigningKey generate() {
        var pair = Ed25519.generate();
        return new SigningKey(pair.getPrivate(), TrustedKey.of(pair.getPublic()));
    }

    /// @throws KeyFileException with what is wrong and what to do
    public static SigningKey load(Path file) throws IOException {
        String text = KeyFile.secret(file, CURE);
        try {
            var key = Ed25519.privateKey(
                    KeyFile.block(file, text, Pem.PRIVATE, CURE).content());
            var trusted = TrustedKey.of(Ed25519.publicKey(
                    KeyFile.block(file, text, Pem.PUBLIC, CURE).content()));
            var loaded = new SigningKey(key, trusted);
            if (!Ed25519.matches(Purpose.COMMAND, trusted.key(), new byte[0], loaded.sign(new byte[0]))) {
                throw new KeyFileException(file, "its public key belongs to another private key; write a new file");
            }
            return loaded;
        } catch (InvalidKeyException e) {
            throw new KeyFileException(file, "is no Ed25519 key file; write one with: " + CURE);
        }
    }

    /// Writes the key to a new file that only its owner can read (0600).
    ///
    /// @param notes for people, one line each
    /// @throws KeyFileException when there is such a file already
    public void save(Path file, String... notes) throws IOException {
        KeyFile.save(file, List.of(notes), Pem.of(Pem.PRIVATE, key.getEncoded()).write() + trusted.pem());
    }

    public String id() {
        return trusted.id();
    }

    /// The public half, which hosts trust.
    public TrustedKey trusted() {
        return trusted;
    }

    /// The controller's signature of exactly these bytes.
    public byte[] sign(byte[] value) {
        return Ed25519.sign(Purpose.COMMAND, key, value);
    }

    /// The controller's word for the audit: what these bytes name was written so.
    public byte[] attest(byte[] value) {
        return Ed25519.sign(Purpose.AUDIT, key, value);
    }

    /// An operator's approval of exactly these bytes.
    public Approval approve(byte[] value) {
        return new Approval(id(), HexFormat.of().formatHex(Ed25519.sign(Purpose.APPROVAL, key, value)));
    }
}
