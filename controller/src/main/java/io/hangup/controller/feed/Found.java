package io.hangup.controller.feed;

import io.hangup.controller.fleet.HostState;
import io.hangup.protocol.finding.Target;

/// A target that an operator named, and its host as it is now.
public record Found(HostState host, Target target) {}
