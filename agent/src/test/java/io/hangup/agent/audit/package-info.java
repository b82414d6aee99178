@NullMarked
package io.hangup.agent.audit;

import org.jspecify.annotations.NullMarked;
