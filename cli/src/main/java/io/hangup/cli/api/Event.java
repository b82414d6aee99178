package io.hangup.cli.api;

/// One event of a stream, after the HTML standard's "server-sent events".
///
/// @param id what to send as `Last-Event-ID` to go on after it; empty when it had none
/// @param name `reset`, `finding`; `message` when it had none
public record Event(String id, String name, String data) {}
