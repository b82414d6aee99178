package io.hangup.agent.census;

import java.util.Map;

/// What was read beyond sockets, stat lines and terminals, of connections that gave reason to look deeper. Like the
/// other maps of [Facts] these are the probe's own and keep what earlier looks read.
///
/// @param serverIo bytes that a serving process has read and written so far, wherever from and to: `rchar` and `wchar`
///     of `/proc/PID/io`, proc(5), by pid. Not there where that may not be read
/// @param sessionIo the same of a leader without terminal and of all processes below it, by the leader's pid
/// @param waits which process below a leader, or that itself, waits to write; by the leader's pid
/// @param unix what is known of sockets that serving processes hold, by inode
/// @param everything whether `connected` holds what servers hold on any port, as it does once in a while
public record Depth(
        Map<Integer, Long> serverIo,
        Map<Integer, Long> sessionIo,
        Map<Integer, WaitFact> waits,
        Map<Long, UnixFact> unix,
        boolean everything) {}
