/// Other processes' TCP sockets: their keepalive options, changed for a moment and always set back.
@NullMarked
package io.hangup.agent.keepalive;

import org.jspecify.annotations.NullMarked;
