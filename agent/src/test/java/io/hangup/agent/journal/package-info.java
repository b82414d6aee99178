@NullMarked
package io.hangup.agent.journal;

import org.jspecify.annotations.NullMarked;
