package io.hangup.cli;

import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.Chain.Gap;
import io.hangup.protocol.feed.Chain.Hop;
import io.hangup.protocol.feed.Chain.Shell;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection.Via;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Alice's chain: her office, `web-1`, on to `db-1`, and from there somewhere that has no agent.
final class Hops {
    private static final Endpoint OFFICE = new Endpoint("10.0.0.7", 51_123);
    private static final Endpoint WEB = new Endpoint("10.77.1.2", 22);
    private static final Endpoint NEAR = new Endpoint("10.77.1.2", 42_538);
    private static final Endpoint DB = new Endpoint("10.77.1.3", 22);
    private static final Endpoint BEYOND = new Endpoint("203.0.113.9", 22);

    private Hops() {}

    static Chain chain(String text) {
        return new Chain(Samples.NOON, "db-1:77aa-12", List.of(first(text), second(text), third(text)), false);
    }

    static ClientRow client(String text) {
        return new ClientRow(
                "web-1:9c1e-4a01",
                Samples.WEB,
                Via.CLIENT,
                process(text),
                Optional.of(new Account(1000, text)),
                OptionalLong.of(66),
                Optional.of("web-1:9c1e-3f2a"),
                Optional.empty(),
                NEAR,
                DB,
                Samples.NOON.minusSeconds(600),
                Samples.session().tcp());
    }

    static OrphanRow orphan(String text) {
        return new OrphanRow(
                "web-1:9c1e-p" + process(text).pid(),
                Samples.WEB,
                new Orphan(
                        process(text),
                        new Account(1000, text),
                        OptionalLong.of(66),
                        Orphan.Kept.NOHUP,
                        Samples.NOON.minusSeconds(7_200)));
    }

    private static Hop first(String text) {
        return new Hop(
                1,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Samples.WEB),
                Optional.of("web-1:9c1e-3f2a"),
                Optional.of(new Account(1000, text)),
                OFFICE,
                WEB,
                Gap.CLIENT_OUTSIDE,
                SessionVerdict.LIVE,
                "",
                List.of(new Shell("web-1:9c1e-3f2a:20901", terminal(text), process(text))),
                OptionalInt.of(1),
                Optional.of("web-1:9c1e-3f2a"));
    }

    private static Hop second(String text) {
        return new Hop(
                2,
                1,
                true,
                Optional.of(Samples.WEB),
                Optional.of("web-1:9c1e-4a01"),
                Optional.of(Via.FORWARD),
                Optional.of(new HostId("db-1")),
                Optional.of("db-1:77aa-12"),
                Optional.of(new Account(1000, text)),
                NEAR,
                DB,
                Gap.NONE,
                SessionVerdict.STUCK,
                text,
                List.of(),
                OptionalInt.empty(),
                Optional.of("db-1:77aa-12"));
    }

    private static Hop third(String text) {
        return new Hop(
                3,
                2,
                false,
                Optional.of(new HostId("db-1")),
                Optional.of("db-1:77aa-99"),
                Optional.of(Via.CLIENT),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                NEAR,
                BEYOND,
                Gap.SERVER_OUTSIDE,
                SessionVerdict.UNKNOWN,
                "where it ends is unknown" + (text.equals("alice") ? "" : text),
                List.of(),
                OptionalInt.empty(),
                Optional.empty());
    }

    private static Terminal terminal(String text) {
        return new Terminal.Pty(
                text.equals("alice") ? "pts/3" : text, Samples.NOON.minusSeconds(64), Samples.NOON.minusSeconds(8));
    }

    private static HostProcess process(String text) {
        String command = text.equals("alice") ? "ssh" : text;
        return new HostProcess(new ProcessStamp(21_400, 7_000), 1000, command, ProcessState.SLEEPING);
    }
}
