/// An agent and its executor as two services, installed on booted hosts as an administrator would, under the units that
/// are shipped.
@NullMarked
package io.hangup.trials.halves;

import org.jspecify.annotations.NullMarked;
