package io.hangup.protocol.command;

import java.util.regex.Pattern;

/// An operator's signature under a command, made over the same bytes as the controller's.
///
/// @param key id of the operator's key
/// @param signature 64 bytes, in hexadecimal
public record Approval(String key, String signature) {
    /// A command has at most so many.
    public static final int MOST = 4;

    private static final Pattern KEY = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{128}");

    /// Whether a text can be the id of a key.
    public static boolean isKey(String text) {
        return KEY.matcher(text).matches();
    }

    public Approval {
        if (!isKey(key)) {
            throw new IllegalArgumentException("not a key's id: 16 lower-case hexadecimal digits");
        }
        if (!SIGNATURE.matcher(signature).matches()) {
            throw new IllegalArgumentException("not a signature: 128 lower-case hexadecimal digits");
        }
    }
}
