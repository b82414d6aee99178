@NullMarked
package io.hangup.agent.loop;

import org.jspecify.annotations.NullMarked;
