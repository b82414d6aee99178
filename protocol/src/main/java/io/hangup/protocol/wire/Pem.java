package io.hangup.protocol.wire;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One PEM block, RFC 7468.
///
/// @param base64 the content, without line breaks
/// @param above what stands between it and the block before it: notes for people, one line each
record Pem(String label, String base64, String above) {
    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

    static Pem of(String label, byte[] content) {
        return new Pem(label, Base64.getEncoder().encodeToString(content), "");
    }

    /// Every block of a file, in order. Text around the blocks is a comment.
    static List<Pem> read(String text) {
        List<Pem> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String above = text.substring(end, matcher.start());
            blocks.add(new Pem(matcher.group(1), matcher.group(2).replaceAll("\\s", ""), above));
            end = matcher.end();
        }
        return blocks;
    }

    /// What a note above the block says, as in `Host: web-1`.
    Optional<String> note(String name) {
        return above.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2).strip())
                .findFirst();
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
