@NullMarked
package io.hangup.agent.enforce;

import org.jspecify.annotations.NullMarked;
