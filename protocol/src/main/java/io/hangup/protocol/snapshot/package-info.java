/// Everything one host knows at one moment, and what it could not see.
@NullMarked
package io.hangup.protocol.snapshot;

import org.jspecify.annotations.NullMarked;
