package io.hangup.controller.govern;

import io.hangup.controller.fleet.FleetFigures;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Stops everything automatic when too much of the fleet looks ill at once: then it is the network, or us.
///
/// @param stuck so many new findings in `window` are always believed
/// @param share beyond `stuck`, the share of the fleet's connections that may be found stuck in `window`
/// @param fresh the share of the known hosts that must be heard
public record Breaker(int stuck, double share, Duration window, double fresh) {
    public static final Breaker DEFAULT = new Breaker(10, 0.2, Duration.ofMinutes(10), 0.5);

    /// @param lately new findings within the window
    Optional<String> open(FleetFigures fleet, int lately) {
        if (fleet.fresh() < fresh * fleet.known()) {
            return Optional.of("breaker: only " + fleet.fresh() + " of " + fleet.known() + " hosts are heard");
        }
        double most = Math.max(stuck, share * fleet.connections());
        return lately > most
                ? Optional.of(String.format(
                        Locale.ROOT,
                        "breaker: %d connections of %d were found stuck within %d minutes, more than %d",
                        lately,
                        fleet.connections(),
                        window.toMinutes(),
                        (int) most))
                : Optional.empty();
    }
}
