package io.hangup.protocol.command;

import java.util.regex.Pattern;

/// Names one command: what it is for and the second of its decision, `dead-peer@web-1:9c1e-3f2a#1795348800`. The same
/// decision made twice has the same id, so a repeat is harmless.
///
/// @param value 1 to 400 printable ASCII characters, none of them blank
public record CommandId(String value) {
    private static final Pattern NAME = Pattern.compile("[!-~]{1,400}");

    public CommandId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException("not a command's id: 1 to 400 printable characters without blanks");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
