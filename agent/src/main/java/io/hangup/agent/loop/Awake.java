package io.hangup.agent.loop;

import io.hangup.agent.census.HostView;
import io.hangup.protocol.session.Blocked;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Keeps a suspended host from making anybody idle: what was last noted before it woke counts as noted when it woke.
/// Ages that the kernel's sockets tell need no such care; its jiffies stand still meanwhile.
record Awake(Instant since) {
    HostView of(HostView view) {
        return view.carrying(view.connections().stream().map(this::of).toList());
    }

    private Connection of(Connection c) {
        List<SshSession> sessions = c.sessions().stream().map(this::of).toList();
        Optional<Instant> payload = c.lastPayload().map(this::latest);
        Optional<Instant> unread = c.unreadSince().map(this::latest);
        return sessions.equals(c.sessions()) && payload.equals(c.lastPayload()) && unread.equals(c.unreadSince())
                ? c
                : c.noted(sessions, payload, unread);
    }

    private SshSession of(SshSession s) {
        return new SshSession(
                s.leader(),
                of(s.terminal()),
                s.foreground(),
                s.since(),
                latest(s.lastCpu()),
                s.lastIo().map(this::latest),
                s.work(),
                s.blocked().map(b -> new Blocked(b.process(), b.on(), latest(b.since()))));
    }

    private Terminal of(Terminal terminal) {
        return switch (terminal) {
            case Terminal.Pty(String device, Instant input, Instant output) ->
                new Terminal.Pty(device, latest(input), latest(output));
            case Terminal.NoPty() -> terminal;
            case Terminal.Unseen(String _) -> terminal;
        };
    }

    private Instant latest(Instant noted) {
        return noted.isBefore(since) ? since : noted;
    }
}
