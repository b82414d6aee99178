package io.hangup.agent.loop;

import java.time.Duration;

/// How often the agent does what.
///
/// @param scan between two looks
/// @param merge mere activity is published at most this often
/// @param repeat a snapshot is published at least this often
/// @param heartbeat between two heartbeats
public record Rhythm(Duration scan, Duration merge, Duration repeat, Duration heartbeat) {
    public static final Rhythm USUAL =
            new Rhythm(Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofMinutes(15), Duration.ofSeconds(60));

    /// How old activity can be before it is published: a look may just have missed it, and the merge waits.
    Duration activityWithin() {
        return merge.plus(scan);
    }
}
