/// Tests of the package of this name.
@NullMarked
package io.hangup.controller.kafka;

import org.jspecify.annotations.NullMarked;
