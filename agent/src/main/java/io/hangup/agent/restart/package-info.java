/// Restarts the SSH server: finds what runs it, has its settings tested, asks for the restart, reads the
/// greeting. Beside `agent.signal` the only package that changes what runs on a host.
@NullMarked
package io.hangup.agent.restart;

import org.jspecify.annotations.NullMarked;
