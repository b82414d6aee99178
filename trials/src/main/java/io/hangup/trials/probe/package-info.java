/// The silent probe put to the test: what it answers, and what it leaves behind.
@NullMarked
package io.hangup.trials.probe;

import org.jspecify.annotations.NullMarked;
