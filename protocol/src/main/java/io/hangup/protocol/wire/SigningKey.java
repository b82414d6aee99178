package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The controller's private key: what makes a command a command. Its file holds the private key (PKCS#8) and the
/// public one (X.509), both PEM, and only its owner may read it.
public final class SigningKey {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

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
        List<Pem> blocks = Pem.read(KeyFile.text(file));
        refuseIfOthersMayRead(file);
        try {
            var key = Ed25519.privateKey(content(file, blocks, Pem.PRIVATE));
            var trusted = TrustedKey.of(Ed25519.publicKey(content(file, blocks, Pem.PUBLIC)));
            var loaded = new SigningKey(key, trusted);
            if (!Ed25519.matches(trusted.key(), new byte[0], loaded.sign(new byte[0]))) {
                throw new KeyFileException(file, "its public key belongs to another private key; write a new file");
            }
            return loaded;
        } catch (InvalidKeyException e) {
            throw new KeyFileException(file, "is no Ed25519 key file; write one with: hangup keys new");
        }
    }

    /// Writes the key to a new file that only its owner can read (0600).
    ///
    /// @throws KeyFileException when there is such a file already
    public void save(Path file) throws IOException {
        String text = Pem.of(Pem.PRIVATE, key.getEncoded()).write() + trusted.pem();
        var onlyNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel out =
                Files.newByteChannel(file, onlyNew, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException(file, "exists already, and a key is never overwritten; move it away first");
        }
    }

    public String id() {
        return trusted.id();
    }

    /// The public half, which hosts trust.
    public TrustedKey trusted() {
        return trusted;
    }

    /// A signature of exactly these bytes.
    public byte[] sign(byte[] value) {
        return Ed25519.sign(key, value);
    }

    private static void refuseIfOthersMayRead(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.stream().anyMatch(p -> !p.name().startsWith("OWNER_"))) {
            throw new KeyFileException(
                    file,
                    "others may use it (" + PosixFilePermissions.toString(permissions) + "); run: chmod 600 " + file);
        }
    }

    private static byte[] content(Path file, List<Pem> blocks, String label) throws KeyFileException {
        Optional<Pem> block =
                blocks.stream().filter(b -> b.label().equals(label)).findFirst();
        if (block.isEmpty()) {
            throw new KeyFileException(
                    file, "holds no " + label.toLowerCase(Locale.ROOT) + "; write one with: hangup keys new");
        }
        return block.get().content();
    }
}
