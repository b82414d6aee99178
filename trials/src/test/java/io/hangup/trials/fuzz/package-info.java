/// What faces the wire or an administrator's editor, given bytes that nobody thought of.
@NullMarked
package io.hangup.trials.fuzz;

import org.jspecify.annotations.NullMarked;
