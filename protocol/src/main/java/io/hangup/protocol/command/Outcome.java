package io.hangup.protocol.command;

import io.hangup.protocol.session.PeerProbe;
import java.time.Instant;

/// What is true after a command. A receipt is proof, not a return code.
public sealed interface Outcome {
    /// The connection is gone: looked for and not found. A server that no signal reached may outlive it: then it is the
    /// first that the receipt lists as left behind.
    record Gone() implements Outcome {}

    /// The session is gone, and the connection that carried it is still there.
    ///
    /// @param others sessions that the connection still carries
    record ChannelClosed(int others) implements Outcome {}

    /// What a login left behind has ended, with what ran below it.
    ///
    /// @param ended processes that are gone
    record Reaped(int ended) implements Outcome {}

    /// Somebody was told, and nothing was ended.
    ///
    /// @param terminals on which it was written
    record Warned(int terminals) implements Outcome {}

    /// It is spared, and whatever had only warned so far was called off.
    ///
    /// @param until on the host's clock
    record Kept(Instant until) implements Outcome {}

    /// Everything allowed was tried and it is still there.
    record StillThere(String why) implements Outcome {}

    /// Nothing was done, on purpose.
    record Refused(String because) implements Outcome {}

    /// It came too late; nothing was done.
    record Expired() implements Outcome {}

    /// It can't be known whether anything was done.
    record Unknown(String why) implements Outcome {}

    /// The peer was asked, and this is what came of it. Nothing was ended.
    record Probed(PeerProbe probe) implements Outcome {}

    /// Another process of the SSH server waits for clients where the old one did, and has greeted one. That ends no
    /// session: what was ended meanwhile, its user ended.
    ///
    /// @param before sessions on the host when the restart began
    /// @param after those of them that are still there
    record Restarted(int before, int after) implements Outcome {
        public Restarted {
            if (after < 0 || after > before) {
                throw new IllegalArgumentException(after + " of " + before + " sessions can't have stayed");
            }
        }
    }

    /// A restart of the SSH server began and did not come to its end.
    ///
    /// @param listening whether anybody waits for clients at that address now
    record NotRestarted(String why, boolean listening) implements Outcome {}
}
