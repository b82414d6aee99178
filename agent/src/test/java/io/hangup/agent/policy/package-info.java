@NullMarked
package io.hangup.agent.policy;

import org.jspecify.annotations.NullMarked;
