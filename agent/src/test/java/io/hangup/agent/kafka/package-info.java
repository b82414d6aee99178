@NullMarked
package io.hangup.agent.kafka;

import org.jspecify.annotations.NullMarked;
