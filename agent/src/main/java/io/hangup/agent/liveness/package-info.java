/// The silent probe: whom to ask whether its kernel is still there, when, and what an answer means. Pure: sockets, disk
/// and time come in.
@NullMarked
package io.hangup.agent.liveness;

import org.jspecify.annotations.NullMarked;
