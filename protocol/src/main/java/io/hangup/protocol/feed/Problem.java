package io.hangup.protocol.feed;

/// An error of the API, after RFC 9457 (`application/problem+json`).
///
/// @param title what went wrong, the same for every occurrence
/// @param detail where, why, and what to do next
public record Problem(String title, int status, String detail) {}
