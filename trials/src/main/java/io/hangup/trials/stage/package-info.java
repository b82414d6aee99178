/// The whole of Hangup on a lab: broker and controller on one node, an agent on each host, each a process of its own.
@NullMarked
package io.hangup.trials.stage;

import org.jspecify.annotations.NullMarked;
