package io.hangup.protocol.ocsf;

import io.hangup.protocol.audit.ChainCheck;
import io.hangup.protocol.audit.Entry;
import io.hangup.protocol.audit.Head;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.SigningKey;
import io.hangup.protocol.wire.TrustedKeys;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A chain as controllers write it: two epochs, signed at the beginning of each and every few records.
///
/// @param head where it stands, as its last controller knows
record Written(List<byte[]> records, Head head) {
    static final SigningKey KEY = SigningKey.generate();
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    static Written chain(int length) {
        return chain(length, KEY);
    }

    static Written chain(int length, SigningKey key) {
        List<byte[]> records = new ArrayList<>();
        Head head = Head.NONE;
        for (int i = 0; i < length; i++) {
            long epoch = i < length / 2 ? 1 : 2;
            AuditWriter writer = new AuditWriter(new AuditWriter.Author(epoch, "ctl-1 42", "1.0", key), head);
            boolean begins = i == 0 || i == length / 2;
            Instant at = NOON.plusSeconds(i);
            records.add(begins || i % 7 == 6 ? writer.checkpoint(begins, "", at) : writer.write(asked(i), at));
            head = writer.head();
        }
        return new Written(records, head);
    }

    static Entry asked(int i) {
        return new Entry.Asked(
                "alice",
                Action.DROP,
                "web-1:9c1e-" + i,
                "it hangs",
                new Entry.Reply.Refused("target gone", "number " + i + " is gone"));
    }

    Map<Long, String> known() {
        return Map.of(head.sequence(), head.hash());
    }

    /// What a check of these records says that knows where the chain should stand.
    Report verify(List<byte[]> records) {
        return verify(records, known());
    }

    static Report verify(List<byte[]> records, Map<Long, String> known) {
        ChainCheck check = ChainCheck.fromTheFirst(known);
        AuditReader reader = new AuditReader(TrustedKeys.of(KEY.trusted()));
        for (int i = 0; i < records.size(); i++) {
            String where = "line " + (i + 1);
            switch (reader.read(where, records.get(i))) {
                case Decoded.Good<Link>(var link) -> check.accept(link);
                case Decoded.Poison<Link>(var why) -> check.foreign(where, why);
            }
        }
        return check.end();
    }

    static byte[] replaced(byte[] record, String what, String by) {
        String text = new String(record, StandardCharsets.UTF_8);
        String changed = text.replaceFirst(what, by);
        if (changed.equals(text)) {
            throw new IllegalArgumentException("there is no " + what + " in " + text);
        }
        return changed.getBytes(StandardCharsets.UTF_8);
    }
}
