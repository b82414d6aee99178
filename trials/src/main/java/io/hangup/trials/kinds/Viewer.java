package io.hangup.trials.kinds;

import io.hangup.trials.lab.Host;

/// An agent on a host, by the name it goes under in the fleet: one host can have several, each with other rights.
///
/// @param sharp whether it has every right it can use
record Viewer(String name, Host host, boolean sharp) {}
