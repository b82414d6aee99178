package io.hangup.controller.rule;

/// One part of a rule's condition.
///
/// @param text as written
public record Condition(String text) {}
