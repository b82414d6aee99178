@NullMarked
package io.hangup.agent.probe;

import org.jspecify.annotations.NullMarked;
