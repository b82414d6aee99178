package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The public keys whose commands a host carries out.
public final class TrustedKeys {
    private final Map<String, TrustedKey> keys;

    private TrustedKeys(List<TrustedKey> keys) {
        Map<String, TrustedKey> byId = new LinkedHashMap<>();
        keys.forEach(k -> byId.put(k.id(), k));
        this.keys = Map.copyOf(byId);
    }

    public static TrustedKeys of(TrustedKey... keys) {
        return new TrustedKeys(Arrays.asList(keys));
    }

    /// Reads a PEM file with one or more Ed25519 public keys; text around them is a comment.
    ///
    /// @throws KeyFileException with what is wrong and what to do
    public static TrustedKeys load(Path file) throws IOException {
        List<Pem> blocks = Pem.read(KeyFile.text(file));
        if (blocks.isEmpty()) {
            throw new KeyFileException(file, "holds no public key; write one with: hangup keys new");
        }
        TrustedKey[] keys = new TrustedKey[blocks.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = key(file, i + 1, blocks.get(i));
        }
        return of(keys);
    }

    public Set<String> ids() {
        return keys.keySet();
    }

    /// Whether one of these keys signed exactly `value`.
    ///
    /// @param keyId as the record's header says; null when there is none
    /// @param signature as the record's header says; null when there is none
    public Signed check(byte[] value, @Nullable String keyId, byte @Nullable [] signature) {
        if (keyId == null || signature == null) {
            return new Signed.Invalid("not signed");
        }
        TrustedKey key = keys.get(keyId);
        if (key == null) {
            return new Signed.Invalid("signed with a key that is not trusted here");
        }
        return Ed25519.matches(key.key(), value, signature)
                ? new Signed.Valid(keyId)
                : new Signed.Invalid("the signature does not fit the command");
    }

    private static TrustedKey key(Path file, int number, Pem block) throws KeyFileException {
        if (block.label().equals(Pem.PRIVATE)) {
            throw new KeyFileException(
                    file, "holds a private key, which belongs to the controller alone: keep only the public keys here");
        }
        try {
            return TrustedKey.of(Ed25519.publicKey(block.content()));
        } catch (InvalidKeyException e) {
            throw new KeyFileException(
                    file, "block " + number + " is no Ed25519 public key; write one with: hangup keys new");
        }
    }
}
