/// Reads `/proc`, sock_diag and terminals into facts. Everything here is the calling thread's: nothing is thread-safe.
@NullMarked
package io.hangup.agent.probe;

import org.jspecify.annotations.NullMarked;
