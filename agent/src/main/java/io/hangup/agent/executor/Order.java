package io.hangup.agent.executor;

import io.hangup.agent.policy.Consent;
import io.hangup.protocol.command.Command;
import java.time.Duration;

/// A command whose signature is valid, as it was taken.
///
/// @param consent whose signature that is
/// @param arrived on the running clock
record Order(Command command, Consent consent, Duration arrived) {}
