/// Whose it is what a path leads to.
@NullMarked
package io.hangup.agent.ownership;

import org.jspecify.annotations.NullMarked;
