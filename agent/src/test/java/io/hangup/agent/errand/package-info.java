@NullMarked
package io.hangup.agent.errand;

import org.jspecify.annotations.NullMarked;
