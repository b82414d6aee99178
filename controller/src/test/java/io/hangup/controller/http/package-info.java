/// Tests of the package of this name.
@NullMarked
package io.hangup.controller.http;

import org.jspecify.annotations.NullMarked;
