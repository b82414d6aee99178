package io.hangup.trials.crash;

/// A place in the executor's order at which it can be killed: before or after a call to one of its ports.
enum Step {
    TAKEN("answered", When.BEFORE),
    HELD("grip", When.AFTER),
    LOOKED("look", When.AFTER),
    INTENDING("intend", When.BEFORE),
    INTENDED("intend", When.AFTER),
    SIGNALLING("send", When.BEFORE),
    SIGNALLED("send", When.AFTER),
    WATCHING("stillAlive", When.BEFORE),
    SETTLING("settle", When.BEFORE),
    SETTLED("settle", When.AFTER),
    ANSWERING("sent", When.BEFORE),
    ANSWERED("sent", When.AFTER),
    /// It is not killed.
    NONE("", When.BEFORE);

    enum When {
        BEFORE,
        AFTER
    }

    private final String call;
    private final When when;

    Step(String call, When when) {
        this.call = call;
        this.when = when;
    }

    boolean is(String method, When moment) {
        return call.equals(method) && when == moment;
    }
}
