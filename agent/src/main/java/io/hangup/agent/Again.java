package io.hangup.agent;

/// How a process is started again, as words for an operator.
final class Again {
    /// The one process that sees and acts.
    static final String AGENT = "restart this agent";

    /// The half that acts: whoever needs it next starts it.
    static final String EXECUTOR = "stop hangup-executor.service (it is started when it is needed)";

    private Again() {}
}
