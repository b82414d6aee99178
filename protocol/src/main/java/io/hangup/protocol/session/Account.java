package io.hangup.protocol.session;

/// The user that sshd let in.
///
/// @param name from the host's user database; the uid in decimal where it has no name
public record Account(int uid, String name) {}
