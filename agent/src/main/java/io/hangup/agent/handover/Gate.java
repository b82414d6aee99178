package io.hangup.agent.handover;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;

/// Who may talk to the executor, told by the kernel: `SO_PEERCRED`, unix(7). The socket's mode says the same before,
/// for whoever set it up rightly.
public final class Gate {
    private final List<UserPrincipal> admitted;

    /// @param admitted users whose processes may connect
    public Gate(List<UserPrincipal> admitted) {
        this.admitted = List.copyOf(admitted);
    }

    /// Why this one may not; empty when it may.
    Optional<String> refuses(SocketChannel channel) {
        try {
            UnixDomainPrincipal who = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
            return admitted.contains(who.user())
                    ? Optional.empty()
                    : Optional.of("user " + who.user().getName() + " is not among those who may: " + admitted);
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.of("who it is can't be told: " + e.getMessage());
        }
    }
}
