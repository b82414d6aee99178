/// The rows of the API, as the controller serves them and tools read them.
@NullMarked
package io.hangup.protocol.feed;

import org.jspecify.annotations.NullMarked;
