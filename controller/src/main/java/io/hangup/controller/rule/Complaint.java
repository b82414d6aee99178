package io.hangup.controller.rule;

/// What is wrong with a condition.
///
/// @param offset of the spot in the condition's text, in code points
record Complaint(int offset, String message) {}
