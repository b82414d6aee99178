package io.hangup.protocol.wire;

import java.security.PublicKey;

/// A public key whose commands are carried out.
///
/// @param id first 16 hexadecimal digits of the SHA-256 of the encoded key
public record TrustedKey(String id, PublicKey key) {
    static TrustedKey of(PublicKey key) {
        return new TrustedKey(Wire.digest(key.getEncoded()), key);
    }

    /// The key as a block of a PEM file, for [TrustedKeys#load].
    public String pem() {
        return Pem.of(Pem.PUBLIC, key.getEncoded()).write();
    }
}
