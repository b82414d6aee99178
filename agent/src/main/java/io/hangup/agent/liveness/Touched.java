package io.hangup.agent.liveness;

import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;

/// One socket that is being changed: enough to find it and to take the change back, also for the agent's successor.
public record Touched(ProcessStamp process, SocketCookie cookie, Keepalive before, Keepalive ours) {}
