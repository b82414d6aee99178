package io.hangup.agent.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One line of the ledger: `CHECKSUM<tab>KIND<tab>PART...`, where the CRC-32C is that of all after its tab. Parts are
/// JSON or numbers, in which neither tab nor newline can stand.
record Line(Kind kind, List<String> parts) {
    enum Kind {
        /// A command that is being prepared: nothing of it is done.
        PREPARED(1),
        /// A command and the draft of its receipt.
        INTENT(2),
        /// A receipt.
        OUTCOME(1),
        /// The id of a command whose receipt is safe in Kafka.
        SENT(1),
        /// The highest epoch.
        EPOCH(1),
        /// How far the clock of budgets has come: a boot, its uptime, and that clock, both in milliseconds.
        AGE(3),
        /// One intent that counts against a budget: its action, and when by that clock.
        SPENT(2);

        private final int parts;

        Kind(int parts) {
            this.parts = parts;
        }
    }

    Line {
        parts = List.copyOf(parts);
    }

    static Line of(Kind kind, String... parts) {
        return new Line(kind, List.of(parts));
    }

    /// The line with its newline.
    byte[] bytes() {
        String body = kind + "\t" + String.join("\t", parts);
        return (checksum(body) + "\t" + body + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Reads a line without its newline; empty when it is not whole.
    static Optional<Line> parse(String text) {
        int tab = text.indexOf('\t');
        if (tab < 0 || !checksum(text.substring(tab + 1)).equals(text.substring(0, tab))) {
            return Optional.empty();
        }
        List<String> fields = List.of(text.substring(tab + 1).split("\t", -1));
        return Arrays.stream(Kind.values())
                .filter(k -> k.name().equals(fields.getFirst()) && fields.size() == k.parts + 1)
                .map(k -> new Line(k, fields.subList(1, fields.size())))
                .findFirst();
    }

    private static String checksum(String body) {
        var crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
