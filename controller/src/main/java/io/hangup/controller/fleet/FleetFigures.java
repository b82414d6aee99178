package io.hangup.controller.fleet;

/// How much of the fleet is heard, and how much it carries.
///
/// @param connections of all hosts, silent ones too
public record FleetFigures(int fresh, int known, int connections) {}
