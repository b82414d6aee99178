/// Alone in the agent, this package signals other processes: by pidfd only, never by pid. Source: pidfd_open(2),
/// pidfd_send_signal(2).
@NullMarked
package io.hangup.agent.signal;

import org.jspecify.annotations.NullMarked;
