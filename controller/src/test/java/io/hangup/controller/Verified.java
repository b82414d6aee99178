package io.hangup.controller;

import io.hangup.protocol.audit.ChainCheck;
import io.hangup.protocol.audit.Link;
import io.hangup.protocol.audit.Report;
import io.hangup.protocol.ocsf.AuditReader;
import io.hangup.protocol.wire.Decoded;
import io.hangup.protocol.wire.TrustedKey;
import io.hangup.protocol.wire.TrustedKeys;
import java.util.List;
import java.util.Map;

/// What a check of the audit says.
final class Verified {
    private Verified() {}

    static Report report(List<byte[]> records, TrustedKey key, Map<Long, String> known) {
        ChainCheck check = ChainCheck.fromTheFirst(known);
        AuditReader reader = new AuditReader(TrustedKeys.of(key));
        for (int i = 0; i < records.size(); i++) {
            String where = "line " + (i + 1);
            switch (reader.read(where, records.get(i))) {
                case Decoded.Good<Link>(var link) -> check.accept(link);
                case Decoded.Poison<Link>(var why) -> check.foreign(where, why);
            }
        }
        return check.end();
    }
}
