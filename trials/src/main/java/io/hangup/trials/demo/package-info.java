/// What a newcomer sees: stuck sessions found, explained and ended, and nobody else harmed.
@NullMarked
package io.hangup.trials.demo;

import org.jspecify.annotations.NullMarked;
