/// The way between the two halves of an agent, over a Unix stream socket of this host: the half with the network hands
/// over what came from Kafka, the executor answers. Source: unix(7).
///
/// A frame is its length in four bytes and so many bytes: one that says what it is, and fields of fixed order. Nothing
/// in it names a type, and what is longer than allowed, or not exactly as it must be, ends the connection.
@NullMarked
package io.hangup.agent.handover;

import org.jspecify.annotations.NullMarked;
