package io.hangup.trials;

import java.util.List;

/// Every trial there is, in the order in which a newcomer would run them.
final class Trials {
    private Trials() {}

    static List<Trial> all() {
        return List.of();
    }
}
