package io.hangup.protocol.session;

/// Whose server holds a connection: their processes are shaped differently.
public enum Implementation {
    OPENSSH,
    DROPBEAR,
    UNKNOWN
}
