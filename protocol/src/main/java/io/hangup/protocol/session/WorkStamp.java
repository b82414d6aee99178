package io.hangup.protocol.session;

/// The work that a session's processes have done, in one number that any look at the host comes to by itself: the
/// leader and its descendants by pid and start, the CPU they used and, without a terminal, what they read and wrote.
/// It stays the same as long as none of them does anything, comes or goes.
///
/// Says nothing of how much it was, or of when: two stamps are equal or they are not.
///
/// @param value 64 bits, unsigned; written in hexadecimal
public record WorkStamp(long value) {
    /// For a guard on what was not read: nothing that is read will be this.
    public static final WorkStamp UNREAD = new WorkStamp(-1);

    /// @throws IllegalArgumentException when `hex` is not 1 to 16 hexadecimal digits
    public static WorkStamp parse(String hex) {
        try {
            return new WorkStamp(Long.parseUnsignedLong(hex, 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a work stamp: 1 to 16 hexadecimal digits", e);
        }
    }

    @Override
    public String toString() {
        return Long.toHexString(value);
    }
}
