/// Real hosts on one machine: a network that can be cut, hosts with a real sshd, real ssh clients.
///
/// A host is a handful of Linux namespaces over the machine's own files: own processes, network, name, mounts,
/// users, keys, terminals, machine-id and boot id; the machine's own tree read-only. There is no systemd and no
/// logind in it, and CPU, memory, clock and uptime are the machine's. Nothing of the machine is changed: the
/// network lives in namespaces named `hangupN-…`, and the only thing outside them is one interface `hangupN`
/// with `10.77.N.1`, by which the machine reaches the lab. Start reading at `Lab`.
@NullMarked
package io.hangup.trials.lab;

import org.jspecify.annotations.NullMarked;
