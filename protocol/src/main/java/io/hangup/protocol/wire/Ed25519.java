package io.hangup.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;

/// The JDK's Ed25519, over a prefix that keeps a signature from being taken for one of another purpose.
final class Ed25519 {
    private static final String NAME = "Ed25519";

    /// What a signature says.
    enum Purpose {
        /// The controller decided this.
        COMMAND,
        /// An operator has read this and wants it.
        APPROVAL,
        /// The controller vouches for the audit up to here.
        AUDIT;

        private final byte[] prefix =
                ("hangup-" + name().toLowerCase(Locale.ROOT) + "-v1\0").getBytes(StandardCharsets.US_ASCII);
    }

    private Ed25519() {}

    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java platform has no Ed25519", e);
        }
    }

    static byte[] sign(Purpose purpose, PrivateKey key, byte[] value) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(purpose.prefix);
            signature.update(value);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that was loaded can sign", e);
        }
    }

    static boolean matches(Purpose purpose, PublicKey key, byte[] value, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(purpose.prefix);
            signature.update(value);
            return signature.verify(signed);
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("an Ed25519 key that was loaded can verify", e);
        }
    }

    /// @throws InvalidKeyException when the bytes are no PKCS#8 Ed25519 key
    static PrivateKey privateKey(byte[] encoded) throws InvalidKeyException {
        try {
            return KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException(e);
        }
    }

    /// @throws InvalidKeyException when the bytes are no X.509 Ed25519 key
    static PublicKey publicKey(byte[] encoded) throws InvalidKeyException {
        try {
            return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException(e);
        }
    }
}
