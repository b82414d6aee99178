package io.hangup.controller.rule;

import java.util.Optional;

/// A rule's own limits; the controller's apply too. An empty one adds nothing.
public record Limits(Optional<Allowance> perHost, Optional<Allowance> fleet) {
    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
}
