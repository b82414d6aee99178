/// What one host knows of its SSH connections and the sessions they carry.
@NullMarked
package io.hangup.protocol.session;

import org.jspecify.annotations.NullMarked;
