package io.hangup.protocol.session;

/// A process as it was seen.
///
/// @param uid the real user id
/// @param command the name the kernel keeps (`comm`, at most 15 bytes), never the title, which any process can set
public record HostProcess(ProcessStamp stamp, int uid, String command, ProcessState state) {
    public int pid() {
        return stamp.pid();
    }
}
