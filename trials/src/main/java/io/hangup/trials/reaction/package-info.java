/// Trial `reaction`: how long it takes from a decision to its signal, and whose time that is.
@NullMarked
package io.hangup.trials.reaction;

import org.jspecify.annotations.NullMarked;
