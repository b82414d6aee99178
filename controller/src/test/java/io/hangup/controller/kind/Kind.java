package io.hangup.controller.kind;

import io.hangup.protocol.session.Connection;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// One kind of SSH connection: what is so, and which shipped rules may ever say something of it.
///
/// @param stuck the rule that must call it stuck; empty for what nobody may call so
/// @param noticed rules that may notice it; with no `stuck`, one of these must unless the set is empty
/// @param life it at a moment of its life; empty once it has ended
public record Kind(String name, Optional<String> stuck, Set<String> noticed, Life life) {
    /// Pure: the same moments, the same connection.
    @FunctionalInterface
    public interface Life {
        /// @param number of the connection and its processes
        /// @param began when the state that the kind names began
        Optional<Connection> at(int number, Instant began, Instant now);
    }

    static Kind healthy(String name, Always life) {
        return new Kind(name, Optional.empty(), Set.of(), life.life());
    }

    static Kind noticed(String rule, String name, Always life) {
        return new Kind(name, Optional.empty(), Set.of(rule), life.life());
    }

    static Kind stuck(String rule, String name, Always life) {
        return new Kind(name, Optional.of(rule), Set.of(), life.life());
    }

    /// A kind that stays.
    @FunctionalInterface
    interface Always {
        Connection is(int number, Instant began, Instant now);

        default Life life() {
            return (number, began, now) -> Optional.of(is(number, began, now));
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
