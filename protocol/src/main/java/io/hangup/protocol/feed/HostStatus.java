package io.hangup.protocol.feed;

/// Whether a host is heard.
public enum HostStatus {
    FRESH,
    /// No heartbeat for longer than allowed: what it carries is unknown.
    SILENT
}
