package io.hangup.protocol.session;

import java.util.regex.Pattern;

/// One run of a host's kernel: `/proc/sys/kernel/random/boot_id`. Pids, start ticks and socket cookies mean nothing
/// beyond it.
///
/// @param value a lower-case UUID
public record BootId(String value) {
    private static final int MARK = 8;
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    public BootId {
        if (!UUID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not a boot id: a lower-case UUID as in /proc/sys/kernel/random/boot_id");
        }
    }

    /// The first four digits, enough to tell two boots of one host apart in an id that people type.
    public String brief() {
        return value.substring(0, 4);
    }

    /// The first eight digits, enough to tell a host's boots apart in what is sent each minute.
    public String mark() {
        return value.substring(0, MARK);
    }

    @Override
    public String toString() {
        return value;
    }
}
