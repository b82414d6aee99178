package io.hangup.agent.policy;

/// What the policy says to a request.
public sealed interface Judgement {
    record Permit() implements Judgement {}

    /// @param because in words for an operator, with the policy's key
    record Refuse(String because) implements Judgement {}
}
