@NullMarked
package io.hangup.protocol.config;

import org.jspecify.annotations.NullMarked;
