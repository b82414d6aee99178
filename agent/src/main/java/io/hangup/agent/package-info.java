/// The agent's start: everything is put together here, nothing is decided.
@NullMarked
package io.hangup.agent;

import org.jspecify.annotations.NullMarked;
