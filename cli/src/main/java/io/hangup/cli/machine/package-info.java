/// Runs the whole of Hangup on one machine: broker, controller and agent as child processes.
@NullMarked
package io.hangup.cli.machine;

import org.jspecify.annotations.NullMarked;
