package io.hangup.controller.govern;

import java.util.List;

/// What follows from one input.
///
/// @param next the ledger from now on
/// @param effects in the order in which they are to be written
public record Step(Ledger next, List<Effect> effects) {
    public Step {
        effects = List.copyOf(effects);
    }
}
