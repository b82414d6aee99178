package io.hangup.agent.census;

import java.util.Map;

/// What was read beyond sockets, stat lines and terminals, of connections that gave reason to look deeper. Like the
/// other maps of [Facts] these are the probe's own and keep what earlier looks read.
///
/// @param serverIo bytes that a serving process has read and written so far, wherever from and to: `rchar` and `wchar`
///     of `/proc/PID/io`, proc(5), by pid. Not there where that may not be read
public record Depth(Map<Integer, Long> serverIo) {
    public static final Depth NONE = new Depth(Map.of());
}
