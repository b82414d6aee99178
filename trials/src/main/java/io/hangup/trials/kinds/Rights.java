package io.hangup.trials.kinds;

import java.util.List;

/// What an agent may see, as the words that start it so.
final class Rights {
    static final String USER = "hangup";

    /// A user of its own without a single capability.
    static final List<String> NONE = List.of(
            "setpriv",
            "--reuid=" + USER,
            "--regid=hangup",
            "--clear-groups",
            "--inh-caps=-all",
            "--bounding-set=-all",
            "--");

    private Rights() {}
}
