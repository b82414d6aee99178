/// A real Apache Kafka, one node in one process: the default on one machine, and what the tests run on.
@NullMarked
package io.hangup.broker;

import org.jspecify.annotations.NullMarked;
