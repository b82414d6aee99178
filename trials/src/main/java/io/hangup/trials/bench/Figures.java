package io.hangup.trials.bench;

/// Everything that was measured.
///
/// @param scan CPU milliseconds a scan, of everybody
/// @param fresh of an agent that was started just now, and how long it takes to be as fast as it gets
/// @param rest CPU milliseconds a second of an agent that is left alone
/// @param memory of the agent
/// @param wire what a quiet host sends and gets
/// @param prompt how soon what happens is seen
record Figures(Sheet scan, Sheet fresh, Sheet rest, Sheet memory, Sheet wire, Sheet prompt) {
    static final String AGENT = "agent, whole process";
    static final String AGENT_SCAN = "agent, less what it costs idle";
    static final String IDLE = "agent, idle (no session, a scan each 30 s)";
    static final String USUAL = "agent, by default (a scan each 5 s)";

    static final String AT_FIRST = "at first / lean C floor";
    static final String WARM_AFTER = "looks until they get no cheaper";

    static final String RSS = "RSS MB";
    static final String PSS = "PSS MB";

    static Figures none() {
        return new Figures(
                new Sheet("CPU ms a scan"),
                new Sheet("A fresh agent"),
                new Sheet("CPU ms a second"),
                new Sheet("Memory of the agent"),
                new Sheet("Kafka traffic of a quiet host"),
                new Sheet("How soon it is seen"));
    }
}
