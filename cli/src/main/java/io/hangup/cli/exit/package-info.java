/// How a command ends when it does not end well.
@NullMarked
package io.hangup.cli.exit;

import org.jspecify.annotations.NullMarked;
