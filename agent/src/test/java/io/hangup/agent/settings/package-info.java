@NullMarked
package io.hangup.agent.settings;

import org.jspecify.annotations.NullMarked;
