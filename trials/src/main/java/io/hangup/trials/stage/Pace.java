package io.hangup.trials.stage;

/// How often the agents of a stage look and speak, and when the controller takes one for silent.
public enum Pace {
    /// For stages that have no time.
    QUICK("silentAfter: 20s\n", """
            scanEvery: 1s
            mergeEvery: 2s
            heartbeatEvery: 5s
            """),
    /// For rules whose durations are divided by 30: what is shipped, divided likewise where an agent can be that quick.
    THIRTIETH("silentAfter: 20s\n", """
            scanEvery: 1s
            mergeEvery: 2s
            heartbeatEvery: 5s
            probeAfter: 20s
            probeAgain: 4s
            """),
    /// As shipped.
    SHIPPED("", "");

    private final String controller;
    private final String agent;

    Pace(String controller, String agent) {
        this.controller = controller;
        this.agent = agent;
    }

    /// The lines of the controller's settings.
    String controller() {
        return controller;
    }

    /// The lines of an agent's settings.
    String agent() {
        return agent;
    }
}
