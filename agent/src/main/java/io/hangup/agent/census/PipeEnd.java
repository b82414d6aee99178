package io.hangup.agent.census;

/// One end of a pipe in a process's hands.
///
/// @param inode the same at both ends
/// @param descriptor its number; 0 to 2 are the standard streams
/// @param writes whether it is the end that is written to
public record PipeEnd(long inode, int descriptor, boolean writes) {}
