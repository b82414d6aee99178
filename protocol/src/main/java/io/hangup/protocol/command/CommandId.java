package io.hangup.protocol.command;

/// Names one command: what it is for and the second of its decision, `dead-peer@web-1:9c1e-3f2a#1795348800`. The same
/// decision made twice has the same id, so a repeat is harmless.
public record CommandId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
