package io.hangup.controller.kafka;

import io.hangup.protocol.ocsf.AuditWriter;
import io.hangup.protocol.wire.SigningKey;

/// Which controller writes, and the key that it signs with.
///
/// @param name host and pid, for people
public record Scribe(String name, String version, SigningKey key) {
    AuditWriter.Author author(long epoch) {
        return new AuditWriter.Author(epoch, name, version, key);
    }
}
