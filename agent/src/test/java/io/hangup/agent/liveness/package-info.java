@NullMarked
package io.hangup.agent.liveness;

import org.jspecify.annotations.NullMarked;
