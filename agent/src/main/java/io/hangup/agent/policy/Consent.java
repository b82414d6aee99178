package io.hangup.agent.policy;

/// Whose signatures a command carries.
public enum Consent {
    /// The controller's alone: by a rule, or on behalf of somebody who has the operator token.
    AUTOMATIC,
    /// Also that of an operator whose key this host trusts.
    APPROVED
}
