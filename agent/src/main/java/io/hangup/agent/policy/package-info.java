/// What this host's administrator lets be done here, and the judgement by it. Pure: the policy, the moment, what was
/// spent and who is concerned come in; a judgement goes out.
@NullMarked
package io.hangup.agent.policy;

import org.jspecify.annotations.NullMarked;
