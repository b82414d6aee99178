/// Asks the controller, over HTTP and its stream of changes.
@NullMarked
package io.hangup.cli.api;

import org.jspecify.annotations.NullMarked;
