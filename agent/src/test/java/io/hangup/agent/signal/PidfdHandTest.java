package io.hangup.agent.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hangup.agent.enforce.Hand;
import io.hangup.agent.enforce.Hand.Grip;
import io.hangup.agent.enforce.Hand.Gripped;
import io.hangup.agent.enforce.Signal;
import io.hangup.agent.signal.PidReuse.Victim;
import io.hangup.protocol.session.ProcessState;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidfdHandTest {
    private final Hand hand = new PidfdHand();

    @TempDir
    Path folder;

    private Grip grip(int pid) {
        return switch (hand.grip(pid)) {
            case Gripped.Held(Grip grip) -> grip;
            case Gripped.Missed(String why, var _) -> throw new AssertionError(why);
        };
    }

    @Test
    void holdsAProcessAndSaysWhatItIs() throws IOException {
        try (var sleeper = new Victim();
                Grip grip = grip(sleeper.pid())) {
            assertThat(grip.process().command()).isEqualTo("sleep");
            assertThat(grip.process().state()).isIn(ProcessState.RUNNING, ProcessState.SLEEPING);
            assertThat(grip.process().stamp().startTicks()).isPositive();
            assertThat(grip.exited()).isFalse();
        }
    }

    @Test
    void endsWhatItHolds() throws Exception {
        try (var sleeper = new Victim();
                Grip grip = grip(sleeper.pid())) {
            Optional<String> failed = grip.send(Signal.TERM);

            assertThat(failed).isEmpty();
            assertThat(sleeper.process().waitFor(5, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(5)).until(grip::exited);
            assertThat(grip.send(Signal.KILL)).get().asString().contains("had ended by itself");
        }
    }

    @Test
    void missesAProcessThatHasEnded() throws Exception {
        var sleeper = new Victim();
        sleeper.close();

        Gripped gripped = hand.grip(sleeper.pid());

        assertThat(gripped).isEqualTo(new Gripped.Missed("process " + sleeper.pid() + " has ended", true));
    }

    @Test
    void neverReachesTheNextOwnerOfAPid() throws Exception {
        PidReuse.assumePossible();
        var target = new Victim();
        try (Grip grip = grip(target.pid())) {
            target.close();

            try (Victim innocent = PidReuse.reuse(target.pid())) {
                Optional<String> failed = grip.send(Signal.KILL);

                assertThat(failed).get().asString().contains("had ended by itself");
                assertThat(innocent.process().waitFor(300, TimeUnit.MILLISECONDS))
                        .isFalse();
            }
        }
    }

    @Test
    void seesThatAPidHasANewOwner() throws Exception {
        PidReuse.assumePossible();
        var target = new Victim();
        var before = target.stamp();
        target.outliveATick();
        target.close();

        try (Victim innocent = PidReuse.reuse(target.pid());
                Grip grip = grip(innocent.pid())) {
            assertThat(grip.process().pid()).isEqualTo(before.pid());
            assertThat(grip.process().stamp()).isNotEqualTo(before);
        }
    }

    @Test
    void knowsItsOwnAncestors() {
        var lineage = hand.lineage();

        assertThat(lineage).contains(Math.toIntExact(ProcessHandle.current().pid()), 1);
    }

    @Test
    void countsWhoeverIsAtTheOtherEndOfItsSocketsAsItsOwn() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/socat")), "needs socat");
        Path socket = folder.resolve("socket");
        try (var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            door.bind(UnixDomainSocketAddress.of(socket));
            Process starter = new ProcessBuilder("sh", "-c", "socat - UNIX-CONNECT:" + socket + "; :").start();
            int connected;
            try (SocketChannel _ = door.accept()) {
                connected = Math.toIntExact(
                        starter.children().findFirst().orElseThrow().pid());

                assertThat(hand.lineage()).contains(connected, Math.toIntExact(starter.pid()));
            } finally {
                starter.destroyForcibly().onExit().join();
            }
            assertThat(hand.lineage()).doesNotContain(connected);
        }
    }
}
