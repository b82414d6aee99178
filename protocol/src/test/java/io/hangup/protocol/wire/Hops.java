package io.hangup.protocol.wire;

import static io.hangup.protocol.wire.Samples.LOCAL;
import static io.hangup.protocol.wire.Samples.NOON;
import static io.hangup.protocol.wire.Samples.PEER;
import static io.hangup.protocol.wire.Samples.WEB_1;

import io.hangup.protocol.feed.Chain;
import io.hangup.protocol.feed.ClientRow;
import io.hangup.protocol.feed.OrphanRow;
import io.hangup.protocol.feed.Page;
import io.hangup.protocol.feed.SessionVerdict;
import io.hangup.protocol.session.Account;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.HostId;
import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan;
import io.hangup.protocol.session.OutgoingConnection.Via;
import io.hangup.protocol.session.ProcessState;
import io.hangup.protocol.session.Terminal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Rows about connections that lead on from `web-1`, and about what outlived its login there.
final class Hops {
    private static final HostProcess SSH = Samples.process(21_400, 1000, "ssh", ProcessState.SLEEPING);
    private static final Endpoint NEAR = new Endpoint("10.77.1.2", 42_538);
    private static final Endpoint DB = new Endpoint("10.77.1.3", 22);
    private static final Account ALICE = new Account(1000, "alice");

    private Hops() {}

    static Page<ClientRow> clientRows() {
        return new Page<>(
                NOON,
                43,
                new Page.Coverage(2, 2),
                List.of(new ClientRow(
                        "web-1:9c1e-4a01",
                        WEB_1,
                        Via.MASTER,
                        SSH,
                        Optional.of(ALICE),
                        OptionalLong.of(66),
                        Optional.of("web-1:9c1e-3f2a"),
                        Optional.of("db-1:77aa-12"),
                        NEAR,
                        DB,
                        NOON.minusSeconds(600),
                        Samples.healthy())));
    }

    static Page<OrphanRow> orphanRows() {
        Orphan left = new Orphan(
                Samples.process(20_999, 1000, "nohup", ProcessState.SLEEPING),
                ALICE,
                OptionalLong.of(66),
                Orphan.Kept.NOHUP,
                NOON.minusSeconds(7_000));
        return new Page<>(NOON, 43, new Page.Coverage(2, 2), List.of(new OrphanRow("web-1:9c1e-p20999", WEB_1, left)));
    }

    /// From outside to web-1, and on to db-1.
    static Chain chain() {
        return new Chain(
                NOON,
                "db-1:77aa-12",
                List.of(
                        new Chain.Hop(
                                1,
                                0,
                                false,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(WEB_1),
                                Optional.of("web-1:9c1e-3f2a"),
                                Optional.of(ALICE),
                                PEER,
                                LOCAL,
                                Chain.Gap.CLIENT_OUTSIDE,
                                SessionVerdict.LIVE,
                                "no host of the fleet is known to have the address 2001:db8::7",
                                List.of(new Chain.Shell("web-1:9c1e-3f2a:20901", terminal(), SSH)),
                                OptionalInt.of(1),
                                Optional.of("web-1:9c1e-3f2a")),
                        new Chain.Hop(
                                2,
                                1,
                                true,
                                Optional.of(WEB_1),
                                Optional.of("web-1:9c1e-4a01"),
                                Optional.of(Via.CLIENT),
                                Optional.of(new HostId("db-1")),
                                Optional.of("db-1:77aa-12"),
                                Optional.of(ALICE),
                                NEAR,
                                DB,
                                Chain.Gap.NONE,
                                SessionVerdict.LIVE,
                                "",
                                List.of(),
                                OptionalInt.empty(),
                                Optional.of("db-1:77aa-12"))),
                false);
    }

    private static Terminal terminal() {
        return new Terminal.Pty("pts/3", NOON.minusSeconds(64), NOON.minusSeconds(8));
    }
}
