package io.hangup.protocol.feed;

import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.Orphan;

/// A process that outlived the login it comes from.
public record OrphanRow(HostId host, Orphan orphan) {}
