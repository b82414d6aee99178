/// The controller put to the test as a whole: with a real Kafka, over HTTP.
@NullMarked
package io.hangup.controller;

import org.jspecify.annotations.NullMarked;
