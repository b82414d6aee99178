package io.hangup.agent.policy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;

/// When a judgement is asked for.
///
/// @param local the same on the host's own calendar
/// @param stepped why the clock can't be compared with what it said before
public record Moment(Instant at, LocalDateTime local, Optional<String> stepped) {}
