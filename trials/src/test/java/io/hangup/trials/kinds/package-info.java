/// How a short trial scales the rules, and how it marks what it saw.
@NullMarked
package io.hangup.trials.kinds;

import org.jspecify.annotations.NullMarked;
