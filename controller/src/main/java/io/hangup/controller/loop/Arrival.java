package io.hangup.controller.loop;

import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.finding.Finding;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.snapshot.Heartbeat;
import io.hangup.protocol.snapshot.HostSnapshot;
import java.time.Instant;

/// A record that came in, read and with what its envelope says.
public sealed interface Arrival {
    /// @param key the record's key: the host that may speak on it
    /// @param digest of the record's bytes
    record Snapshot(String key, HostSnapshot snapshot, String digest, Instant at) implements Arrival {}

    /// A host's snapshot was deleted: the host is to be forgotten.
    record Farewell(HostId host) implements Arrival {}

    /// @param key the record's key: the host that may speak on it
    record Beat(String key, Heartbeat heartbeat, Instant at) implements Arrival {}

    /// @param key the record's key: the host that may speak on it
    record Answer(String key, Receipt receipt, Instant at) implements Arrival {}

    /// A finding as this controller or an earlier one published it.
    record Published(String key, Finding finding) implements Arrival {}

    /// A finding was deleted.
    record Withdrawn(String key) implements Arrival {}

    /// A command as this controller or an earlier one sent it.
    record Sent(Command command) implements Arrival {}
}
