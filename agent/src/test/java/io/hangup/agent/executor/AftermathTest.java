package io.hangup.agent.executor;

import static io.hangup.agent.Samples.BOOT;
import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.FakeHost;
import io.hangup.agent.Samples;
import io.hangup.agent.census.HostView;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.snapshot.Blindspot;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AftermathTest {
    private static final Connection WITHOUT_SERVER = Samples.connection(
            Optional.empty(), Optional.empty(), Samples.tcp(TcpTimer.KEEPALIVE, 0, ELEVEN), Samples.PTY);

    @Test
    void aSocketThatOnlyTheKernelKeepsIsNoConnectionAnyMore() {
        assertThat(outcome(List.of())).isEqualTo(new Outcome.Gone());
    }

    @Test
    void nobodyKnowsOfAServerWhereOwnersCantBeSeen() {
        assertThat(outcome(List.of(new Blindspot(Blindspot.Sense.OWNERS, "no right to"))))
                .isEqualTo(new Outcome.Unknown(Aftermath.RESTARTED + "; the connection is still there"));
    }

    private static Outcome outcome(List<Blindspot> blindspots) {
        HostView view = new HostView(List.of(Samples.listener(0)), List.of(WITHOUT_SERVER), blindspots);
        Command command = Samples.command("c-1");
        var draft = new Receipt(command.id(), HOST, new Outcome.Unknown(""), List.of(), List.of(), Duration.ZERO, NOON);
        return Aftermath.of(new Journal.Open(command, draft), BOOT, view, new FakeHost())
                .outcome();
    }
}
