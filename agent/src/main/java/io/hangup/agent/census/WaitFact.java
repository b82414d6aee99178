package io.hangup.agent.census;

import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.HostProcess;

/// A process of a session that was found in the middle of a write that the kernel does not let end.
public record WaitFact(HostProcess process, Blocked.On on) {}
