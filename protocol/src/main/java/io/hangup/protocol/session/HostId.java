package io.hangup.protocol.session;

import java.util.regex.Pattern;

/// The name under which a host is known in the whole fleet: the key of its records and part of every id an operator
/// types.
///
/// @param value 1 to 253 of the characters of a DNS name, so that it is safe in a key, a URL, a shell and a log
public record HostId(String value) implements Comparable<HostId> {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");

    public HostId {
        if (!NAME.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a host name: letters, digits, dot, dash and underscore, at most 253 of them");
        }
    }

    @Override
    public int compareTo(HostId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
