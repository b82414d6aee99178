package io.hangup.controller.govern;

import io.hangup.controller.fleet.FleetFigures;
import io.hangup.protocol.config.HumanDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/// Stops everything automatic when too much of the fleet looks ill at once: then it is the network, or us.
///
/// @param stuck so many new findings in `window` are always believed
/// @param share beyond `stuck`, the share of the fleet's connections that may be found stuck in `window`, or be stuck
///     by rules that act
/// @param fresh the share of the known hosts that must be heard
public record Breaker(int stuck, double share, Duration window, double fresh) {
    public static final Breaker DEFAULT = new Breaker(10, 0.2, Duration.ofMinutes(10), 0.5);

    /// Why nothing automatic may be done now; empty when it may. The words stay the same while it is open.
    ///
    /// @param lately connections found stuck within the window
    /// @param standing connections that are stuck by rules that act; asked last
    Optional<String> open(FleetFigures fleet, int lately, IntSupplier standing) {
        if (fleet.fresh() < fresh * fleet.known()) {
            return Optional.of("breaker: fewer than " + percent(fresh) + " of the hosts are heard");
        }
        double most = Math.max(stuck, share * fleet.connections());
        String many =
                "breaker: more than " + stuck + " and more than " + percent(share) + " of the fleet's connections ";
        if (lately > most) {
            return Optional.of(many + "were found stuck within " + HumanDuration.print(window));
        }
        return standing.getAsInt() > most ? Optional.of(many + "are stuck by rules that act") : Optional.empty();
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
