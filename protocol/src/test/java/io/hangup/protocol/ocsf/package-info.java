@NullMarked
package io.hangup.protocol.ocsf;

import org.jspecify.annotations.NullMarked;
