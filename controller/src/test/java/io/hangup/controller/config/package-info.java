/// Tests of the package of this name.
@NullMarked
package io.hangup.controller.config;

import org.jspecify.annotations.NullMarked;
