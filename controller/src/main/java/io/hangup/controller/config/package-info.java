/// The controller's configuration: as written, and as it applies.
@NullMarked
package io.hangup.controller.config;

import org.jspecify.annotations.NullMarked;
