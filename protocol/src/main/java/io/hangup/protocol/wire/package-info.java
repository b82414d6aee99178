/// How records travel: topics, JSON, limits and signatures.
@NullMarked
package io.hangup.protocol.wire;

import org.jspecify.annotations.NullMarked;
