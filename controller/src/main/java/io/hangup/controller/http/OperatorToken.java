package io.hangup.controller.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The secret that allows to act. Only its digest is kept, and comparing takes the same time for every guess.
public final class OperatorToken {
    /// Shorter ones can be guessed.
    private static final int SHORTEST = 16;

    private final byte[] digest;

    /// @throws IllegalArgumentException when the token is too short to be a secret, or holds what a header can't carry
    public OperatorToken(String token) {
        if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new IllegalArgumentException("an operator token is at least " + SHORTEST
                    + " visible ASCII characters without blanks; make one with: openssl rand -hex 32");
        }
        this.digest = digest(token);
    }

    /// Whether an `Authorization` header shows this token.
    boolean isShownBy(String header) {
        String prefix = "Bearer ";
        return header.regionMatches(true, 0, prefix, 0, prefix.length())
                && MessageDigest.isEqual(
                        digest, digest(header.substring(prefix.length()).strip()));
    }

    @Override
    public String toString() {
        return "(a secret)";
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
