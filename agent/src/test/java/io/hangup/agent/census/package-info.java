@NullMarked
package io.hangup.agent.census;

import org.jspecify.annotations.NullMarked;
