/// Trial `crash`: an executor that is killed at each step of its order, on a real host.
@NullMarked
package io.hangup.trials.crash;

import org.jspecify.annotations.NullMarked;
