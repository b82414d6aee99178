/// Judges settings that ought to end sessions by what they really do on this host: text in, judgement out.
@NullMarked
package io.hangup.agent.audit;

import org.jspecify.annotations.NullMarked;
