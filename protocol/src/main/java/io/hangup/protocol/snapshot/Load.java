package io.hangup.protocol.snapshot;

import java.time.Instant;

/// How busy the host was, read a few times an hour and never a reason to publish.
///
/// @param average of the last minute, as `/proc/loadavg`
/// @param availableBytes memory that could be had without swapping
public record Load(double average, long availableBytes, Instant at) {}
