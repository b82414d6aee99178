/// Text for a terminal or a pipe that nothing hostile can break out of, and tables of it.
@NullMarked
package io.hangup.cli.text;

import org.jspecify.annotations.NullMarked;
