/// The duty cycle of an agent: look, publish what changed, carry out commands. One thread; what it needs of the
/// world it declares here as ports.
@NullMarked
package io.hangup.agent.loop;

import org.jspecify.annotations.NullMarked;
