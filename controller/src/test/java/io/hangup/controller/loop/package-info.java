/// Tests of the controller's loop.
@NullMarked
package io.hangup.controller.loop;

import org.jspecify.annotations.NullMarked;
