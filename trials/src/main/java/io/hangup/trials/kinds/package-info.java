/// Every kind of SSH connection, raised for real on each Debian release, and what Hangup says of it.
@NullMarked
package io.hangup.trials.kinds;

import org.jspecify.annotations.NullMarked;
