/// The durable ledger of commands, one file.
@NullMarked
package io.hangup.agent.journal;

import org.jspecify.annotations.NullMarked;
