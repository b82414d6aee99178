/// What a trial is, and how it says what it saw.
@NullMarked
package io.hangup.trials.trial;

import org.jspecify.annotations.NullMarked;
