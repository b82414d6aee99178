package io.hangup.protocol.feed;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Orphan;

/// A process that outlived the login it comes from.
///
/// @param id what is typed to have it reaped
public record OrphanRow(String id, HostId host, Orphan orphan) {}
