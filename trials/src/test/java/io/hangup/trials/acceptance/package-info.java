/// Everything together, as somebody would see it.
@NullMarked
package io.hangup.trials.acceptance;

import org.jspecify.annotations.NullMarked;
