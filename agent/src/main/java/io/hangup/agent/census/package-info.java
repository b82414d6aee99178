/// From facts of one look and the memory of earlier ones to connections and the sessions they carry. Pure.
@NullMarked
package io.hangup.agent.census;

import org.jspecify.annotations.NullMarked;
