package io.hangup.protocol.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a key file holds, told without giving any of it away.
///
/// @param id names the key
/// @param tier whose it is, as its note says
/// @param made when, as its note says
/// @param host of a host's key, as its note says
/// @param former whether it is a secret that another has followed and that is still accepted
public record KeyCard(
        Kind kind, String id, Optional<String> tier, Optional<String> made, Optional<String> host, boolean former) {
    /// Notes that key files carry above their keys.
    public static final String TIER = "Tier";

    public static final String MADE = "Made";

    private static final String CURE = "hangup keys new";

    /// What kind of key it is.
    public enum Kind {
        PRIVATE_KEY("private key", "Ed25519"),
        PUBLIC_KEY("public key", "Ed25519"),
        FLEET_SECRET("fleet secret", "HMAC-SHA256"),
        HOST_KEY("host key", "HMAC-SHA256");

        private final String words;
        private final String algorithm;

        Kind(String words, String algorithm) {
            this.words = words;
            this.algorithm = algorithm;
        }

        public String words() {
            return words;
        }

        public String algorithm() {
            return algorithm;
        }
    }

    /// Every key of a file, whoever may read it. A private key and its own public half are one.
    ///
    /// @throws KeyFileException with what is wrong and what to do
    public static List<KeyCard> read(Path file) throws IOException {
        List<Pem> blocks = Pem.read(KeyFile.text(file, CURE));
        Optional<Pem> secret =
                blocks.stream().filter(b -> b.label().equals(Pem.PRIVATE)).findFirst();
        List<KeyCard> cards = new ArrayList<>();
        for (Pem block : blocks) {
            switch (block.label()) {
                case Pem.PUBLIC -> {
                    Kind kind = secret.isPresent() ? Kind.PRIVATE_KEY : Kind.PUBLIC_KEY;
                    cards.add(card(kind, id(file, block), secret.orElse(block)));
                }
                case FleetSecret.LABEL -> cards.add(card(Kind.FLEET_SECRET, Hmac.name(secret(file, block)), block));
                case HostKey.LABEL -> cards.add(card(Kind.HOST_KEY, Hmac.name(secret(file, block)), block));
                default -> {}
            }
        }
        if (cards.isEmpty()) {
            throw new KeyFileException(file, "holds no key of Hangup; write one with: " + CURE);
        }
        return cards;
    }

    private static KeyCard card(Kind kind, String id, Pem notes) {
        return new KeyCard(
                kind,
                id,
                notes.note(TIER),
                notes.note(MADE),
                notes.note(HostKey.HOST_NOTE),
                notes.note(FleetSecret.FORMER_NOTE).isPresent());
    }

    private static String id(Path file, Pem block) throws KeyFileException {
        try {
            return TrustedKey.of(Ed25519.publicKey(block.content())).id();
        } catch (InvalidKeyException e) {
            throw new KeyFileException(file, "holds a block that is no Ed25519 public key; write one with: " + CURE);
        }
    }

    private static byte[] secret(Path file, Pem block) throws KeyFileException {
        byte[] secret = block.content();
        if (secret.length != Hmac.BYTES) {
            throw new KeyFileException(
                    file,
                    "holds a " + block.label().toLowerCase(Locale.ROOT) + " of " + secret.length
                            + " bytes, and such a key has " + Hmac.BYTES);
        }
        return secret;
    }
}
