package io.hangup.protocol.finding;

import io.hangup.protocol.session.BootId;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.SocketCookie;

/// What a rule looks at, by identity. Its [#id] is what operators type and read.
public sealed interface Target {
    HostId host();

    BootId boot();

    /// Short and the same everywhere: `web-1`, `web-1:9c1e-3f2a` (boot, cookie), `web-1:9c1e-3f2a:20853` (leader's
    /// pid), `web-1:9c1e-p20853` (an orphan's pid).
    String id();

    /// A host as a whole.
    record Host(HostId host, BootId boot) implements Target {
        @Override
        public String id() {
            return host.value();
        }
    }

    /// One connection.
    record OneConnection(HostId host, BootId boot, SocketCookie cookie) implements Target {
        @Override
        public String id() {
            return host.value() + ":" + boot.brief() + "-" + cookie;
        }
    }

    /// One session of a connection.
    record OneSession(HostId host, BootId boot, SocketCookie cookie, ProcessStamp leader) implements Target {
        @Override
        public String id() {
            return connection().id() + ":" + leader.pid();
        }

        public OneConnection connection() {
            return new OneConnection(host, boot, cookie);
        }
    }

    /// A process that outlived its login.
    record OneOrphan(HostId host, BootId boot, ProcessStamp process) implements Target {
        @Override
        public String id() {
            return host.value() + ":" + boot.brief() + "-p" + process.pid();
        }
    }
}
