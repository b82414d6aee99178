package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.Endpoint;
import io.hangup.protocol.session.SocketCookie;
import io.hangup.protocol.session.TcpState;
import io.hangup.protocol.session.TcpTimer;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What is remembered of servers and sessions that came and went.
class SoundingsTest {
    @Test
    void knowsHowMuchItRemembersOfConnectionsWithoutSessions() {
        try (Arena arena = Arena.ofConfined();
                SockDiag sockets = new SockDiag(new Kernel(arena), arena, OptionalInt.empty())) {
            Soundings soundings = soundings(arena, sockets);
            for (int pid = 1; pid <= 1_000; pid++) {
                soundings.mayHaveOpened(pid, socket());
            }

            int before = soundings.size();
            soundings.retain(Set.of(7), Set.of(), Set.of());
            int after = soundings.size();

            assertThat(before).isEqualTo(1_000);
            assertThat(after).isEqualTo(1);
        }
    }

    private static Soundings soundings(Arena arena, SockDiag sockets) {
        Kernel kernel = new Kernel(arena);
        ProcFiles files = new ProcFiles(kernel, arena, Path.of("/proc"));
        ProbeSettings settings = new ProbeSettings(Set.of("sshd"), Set.of(), 64, Duration.ofSeconds(1), "test");
        ProcessReader reader = new ProcessReader(
                files, new DescriptorKind(kernel, files, arena), new Cgroups(files), settings, 1, 1, true);
        return new Soundings(
                reader, Map.of(), sockets, new Waits(files, reader.refusals(), _ -> OptionalLong.empty(), "none"));
    }

    private static SocketFact socket() {
        Endpoint end = new Endpoint("10.0.0.1", 22);
        return new SocketFact(
                new SocketCookie(1),
                end,
                end,
                1,
                0,
                TcpState.ESTABLISHED,
                TcpTimer.NONE,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                1,
                1,
                1,
                1);
    }
}
