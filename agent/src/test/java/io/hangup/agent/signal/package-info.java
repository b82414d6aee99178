@NullMarked
package io.hangup.agent.signal;

import org.jspecify.annotations.NullMarked;
