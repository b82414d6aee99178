/// What agents, controllers and tools say to each other.
@NullMarked
package io.hangup.protocol;

import org.jspecify.annotations.NullMarked;
