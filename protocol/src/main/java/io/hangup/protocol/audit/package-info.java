/// What is written down for good, and whether what was written is still all there: one chain of records a fleet.
@NullMarked
package io.hangup.protocol.audit;

import org.jspecify.annotations.NullMarked;
