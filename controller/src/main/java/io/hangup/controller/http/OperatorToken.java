package io.hangup.controller.http;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

    /// @throws IOException when the file can't be read; the message says why and what to do
    /// @throws IllegalArgumentException as of the constructor
    public static OperatorToken load(Path file) throws IOException {
        try {
            return new OperatorToken(Files.readString(file).strip());
        } catch (IOException e) {
            throw new IOException(file + ": " + cure(file, e), e);
        }
    }

    static String cure(Path file, IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ ->
                "does not exist; make one with: (umask 077; openssl rand -hex 32 > " + file + ")";
            case AccessDeniedException _ ->
                "can't be read by " + System.getProperty("user.name") + ", who runs this process; run: chown "
                        + System.getProperty("user.name") + " " + file + " && chmod 600 " + file;
            case CharacterCodingException _ -> "is no text; make one with: openssl rand -hex 32";
            default -> "can't be read: " + cause.getMessage();
        };
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
