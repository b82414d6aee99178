@NullMarked
package io.hangup.protocol.wire;

import org.jspecify.annotations.NullMarked;
