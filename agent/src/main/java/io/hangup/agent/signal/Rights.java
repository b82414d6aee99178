package io.hangup.agent.signal;

/// Whose rights a hand has, and what an operator does where they do not suffice.
public enum Rights {
    /// Of one process that sees and acts.
    OF_AGENT("this agent"),
    /// Of the half that acts, which has a unit of its own.
    OF_EXECUTOR("the executor");

    private final String who;

    Rights(String who) {
        this.who = who;
    }

    String who() {
        return who;
    }

    /// How it comes to have a capability.
    String cure(String capability) {
        return switch (this) {
            case OF_AGENT -> "run it as root, or with the capability " + capability;
            case OF_EXECUTOR ->
                "give hangup-executor.service the capability " + capability
                        + (capability.equals("CAP_NET_ADMIN") ? " (its drop-in destroy.conf does)" : "")
                        + " and stop it: it is started anew when it is needed";
        };
    }
}
