@NullMarked
package io.hangup.agent.config;

import org.jspecify.annotations.NullMarked;
