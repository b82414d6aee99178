/// The agent's way to Kafka: one producer, one consumer of this host's commands, no group.
@NullMarked
package io.hangup.agent.kafka;

import org.jspecify.annotations.NullMarked;
