/// Restarts of sshd by what runs it, on hosts where something else runs it each.
@NullMarked
package io.hangup.trials.restart;

import org.jspecify.annotations.NullMarked;
