/// The `hangup` command: one class for each subcommand.
@NullMarked
package io.hangup.cli;

import org.jspecify.annotations.NullMarked;
