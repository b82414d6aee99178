package io.hangup.protocol.command;

import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;

/// The one connection that a command is about, by everything that tells it from another.
///
/// @param process the process that serves it: the unprivileged child, or the only one
/// @param uid that process's real user id
public record CommandTarget(SocketCookie cookie, Endpoint local, Endpoint peer, ProcessStamp process, int uid) {}
