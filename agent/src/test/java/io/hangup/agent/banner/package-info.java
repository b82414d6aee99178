@NullMarked
package io.hangup.agent.banner;

import org.jspecify.annotations.NullMarked;
