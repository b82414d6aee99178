package io.hangup.protocol.wire;

import io.hangup.protocol.command.Approval;
import io.hangup.protocol.wire.Ed25519.Purpose;
import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Public keys whose signatures count: the controllers' for commands, or the operators' for approvals.
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
        List<Pem> blocks = Pem.read(KeyFile.text(file, "hangup keys new"));
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
        return Ed25519.matches(Purpose.COMMAND, key.key(), value, signature)
                ? new Signed.Valid(keyId)
                : new Signed.Invalid("the signature does not fit the command");
    }

    /// Whether one of these keys vouched for exactly `value` in the audit.
    public Signed checkAttested(byte[] value, String keyId, byte[] signature) {
        TrustedKey key = keys.get(keyId);
        if (key == null) {
            return new Signed.Invalid("signed with a key that is not trusted here");
        }
        return Ed25519.matches(Purpose.AUDIT, key.key(), value, signature)
                ? new Signed.Valid(keyId)
                : new Signed.Invalid("its signature does not fit");
    }

    /// Whether one of these keys approved exactly `value`.
    public Signed check(byte[] value, Approval approval) {
        TrustedKey key = keys.get(approval.key());
        if (key == null) {
            return new Signed.Invalid("approved with a key that is not an operator's here: " + approval.key());
        }
        return Ed25519.matches(
                        Purpose.APPROVAL, key.key(), value, HexFormat.of().parseHex(approval.signature()))
                ? new Signed.Valid(approval.key())
                : new Signed.Invalid("the approval of key " + approval.key() + " does not fit the command");
    }

    private static TrustedKey key(Path file, int number, Pem block) throws KeyFileException {
        if (block.label().equals(Pem.PRIVATE)) {
            throw new KeyFileException(
                    file, "holds a private key, which belongs to its owner alone: keep only the public keys here");
        }
        try {
            return TrustedKey.of(Ed25519.publicKey(block.content()));
        } catch (InvalidKeyException e) {
            throw new KeyFileException(
                    file, "block " + number + " is no Ed25519 public key; write one with: hangup keys new");
        }
    }
}
