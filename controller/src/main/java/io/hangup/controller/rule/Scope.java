package io.hangup.controller.rule;

/// What one rule looks at.
public enum Scope {
    HOST,
    CONNECTION,
    SESSION
}
