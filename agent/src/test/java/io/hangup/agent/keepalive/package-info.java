@NullMarked
package io.hangup.agent.keepalive;

import org.jspecify.annotations.NullMarked;
