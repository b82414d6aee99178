/// The audit's records as OCSF JSON, and back to what the chain needs of them.
@NullMarked
package io.hangup.protocol.ocsf;

import org.jspecify.annotations.NullMarked;
