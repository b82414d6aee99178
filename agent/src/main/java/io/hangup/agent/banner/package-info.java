/// Asks the host's own SSH listeners, as a client would, whether they answer.
@NullMarked
package io.hangup.agent.banner;

import org.jspecify.annotations.NullMarked;
