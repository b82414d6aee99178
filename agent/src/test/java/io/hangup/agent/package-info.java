@NullMarked
package io.hangup.agent;

import org.jspecify.annotations.NullMarked;
