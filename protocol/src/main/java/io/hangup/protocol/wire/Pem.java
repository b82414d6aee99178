package io.hangup.protocol.wire;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One PEM block, RFC 7468.
///
/// @param base64 the content, without line breaks
record Pem(String label, String base64) {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    static Pem of(String label, byte[] content) {
        return new Pem(label, Base64.getEncoder().encodeToString(content));
    }

    /// Every block of a file, in order. Text around the blocks is a comment.
    static List<Pem> read(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Pem(matcher.group(1), matcher.group(2).replaceAll("\\s", "")));
        }
        return blocks;
    }

    /// What the block holds; nothing when that is no base64.
    byte[] content() {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    /// The block as a file holds it, with a newline at the end.
    String write() {
        return "-----BEGIN " + label + "-----\n" + base64.replaceAll("(.{64})(?=.)", "$1\n") + "\n-----END " + label
                + "-----\n";
    }
}
