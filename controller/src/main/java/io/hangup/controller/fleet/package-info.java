/// Each host's last snapshot, how old it is on the host's own clock, and who is silent.
@NullMarked
package io.hangup.controller.fleet;

import org.jspecify.annotations.NullMarked;
