@NullMarked
package io.hangup.agent.restart;

import org.jspecify.annotations.NullMarked;
