/// What the rules say of a connection, a session or a host, as published.
@NullMarked
package io.hangup.protocol.finding;

import org.jspecify.annotations.NullMarked;
