package io.hangup.trials.kinds;

import io.hangup.trials.lab.Patience;
import io.hangup.trials.lab.Running;
import java.time.Duration;

/// Troubles that pass: whoever waits for their end works on as if nothing had been.
final class Stay {
    private static final Duration TO_COME_BACK = Duration.ofMinutes(3);

    private Stay() {}

    /// The path is cut for a while; output is on its way all the time.
    static boolean outlasts(Raised raised, Duration outage) {
        raised.place().desk().cut();
        Patience.within(outage, () -> false);
        raised.place().desk().heal();
        return raised.act().answers(TO_COME_BACK);
    }

    /// A laptop is closed: the client stops, and nothing reaches its network. Then it wakes.
    static boolean sleeps(Raised raised, Duration closed) {
        Running client = raised.act().client();
        raised.place().desk().exec("kill", "-STOP", Long.toString(client.pid()));
        raised.place().desk().cut();
        Patience.within(closed, () -> false);
        raised.place().desk().heal();
        raised.place().desk().exec("kill", "-CONT", Long.toString(client.pid()));
        return raised.act().answers(TO_COME_BACK);
    }
}
