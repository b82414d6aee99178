/// The agent's one file of settings.
@NullMarked
package io.hangup.agent.config;

import org.jspecify.annotations.NullMarked;
