/// What the controller asks of a host, and what the host answers.
@NullMarked
package io.hangup.protocol.command;

import org.jspecify.annotations.NullMarked;
