/// The rules of the house that a machine can check.
@NullMarked
package io.hangup.trials.architecture;

import org.jspecify.annotations.NullMarked;
