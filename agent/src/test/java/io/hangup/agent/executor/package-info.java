@NullMarked
package io.hangup.agent.executor;

import org.jspecify.annotations.NullMarked;
