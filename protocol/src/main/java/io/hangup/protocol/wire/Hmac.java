package io.hangup.protocol.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The JDK's HMAC-SHA256.
final class Hmac {
    /// Of a mac, and of a key.
    static final int BYTES = 32;

    private static final String NAME = "HmacSHA256";
    private static final byte[] NAMING = "hangup-key-name-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int NAME_BYTES = 8;

    private Hmac() {}

    static byte[] of(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(NAME);
            mac.init(new SecretKeySpec(key, NAME));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + NAME, e);
        }
    }

    /// A name for a secret key, 16 hexadecimal digits, from which the key can't be found.
    static String name(byte[] key) {
        return HexFormat.of().formatHex(of(key, NAMING), 0, NAME_BYTES);
    }
}
