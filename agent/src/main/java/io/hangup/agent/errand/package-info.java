/// What must not keep the duty cycle waiting: done one after the other, on a thread of its own.
@NullMarked
package io.hangup.agent.errand;

import org.jspecify.annotations.NullMarked;
