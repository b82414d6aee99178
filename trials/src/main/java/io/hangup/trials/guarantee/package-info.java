/// Trial `guarantee`: who has all keys and the bus, and what a host then does.
@NullMarked
package io.hangup.trials.guarantee;

import org.jspecify.annotations.NullMarked;
