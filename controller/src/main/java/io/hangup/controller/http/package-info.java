/// The controller over HTTP: the API, the live stream, the page, health and metrics.
@NullMarked
package io.hangup.controller.http;

import org.jspecify.annotations.NullMarked;
