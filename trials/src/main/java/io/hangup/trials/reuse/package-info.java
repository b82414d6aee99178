/// Pids that are given to an innocent process while a command for the one that had it is carried out.
@NullMarked
package io.hangup.trials.reuse;

import org.jspecify.annotations.NullMarked;
