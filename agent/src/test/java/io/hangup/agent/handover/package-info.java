@NullMarked
package io.hangup.agent.handover;

import org.jspecify.annotations.NullMarked;
