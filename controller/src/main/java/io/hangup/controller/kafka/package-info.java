/// Kafka behind the loop's ports: topics, what comes in, what is written, and who leads.
@NullMarked
package io.hangup.controller.kafka;

import org.jspecify.annotations.NullMarked;
