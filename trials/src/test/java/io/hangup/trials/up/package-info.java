/// `hangup up` with the real parts.
@NullMarked
package io.hangup.trials.up;

import org.jspecify.annotations.NullMarked;
