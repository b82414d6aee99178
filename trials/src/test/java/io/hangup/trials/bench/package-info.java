@NullMarked
package io.hangup.trials.bench;

import org.jspecify.annotations.NullMarked;
