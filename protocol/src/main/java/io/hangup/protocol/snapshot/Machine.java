package io.hangup.protocol.snapshot;

/// What the host runs on.
///
/// @param model for people, for example `QEMU Standard PC`; empty when unknown
/// @param memoryBytes physical memory
public record Machine(String model, int processors, long memoryBytes) {
    public Machine {
        if (processors < 0 || memoryBytes < 0) {
            throw new IllegalArgumentException("negative: processors " + processors + ", memory " + memoryBytes);
        }
    }
}
