/// May this command still be carried out here, and how? Pure: what is true on the host comes in, a decision goes out.
@NullMarked
package io.hangup.agent.enforce;

import org.jspecify.annotations.NullMarked;
