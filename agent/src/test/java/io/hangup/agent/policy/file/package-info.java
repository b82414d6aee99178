@NullMarked
package io.hangup.agent.policy.file;

import org.jspecify.annotations.NullMarked;
