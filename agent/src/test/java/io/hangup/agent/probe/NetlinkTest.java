package io.hangup.agent.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.census.SocketFact;
import io.hangup.protocol.session.TcpState;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// On bytes captured from kernel 6.18: a dual-stack listener on port 22993, one connection over IPv6 that had received
/// 100 bytes, one over IPv4 that had sent 52.
class NetlinkTest {
    private static final int SEQUENCE = 7;

    private final DiagMessages messages = new DiagMessages();
    private final List<SocketFact> rows = new ArrayList<>();

    @Test
    void readsWhatTheKernelSaid() throws IOException {
        MemorySegment dump = captured("tcp-dump.b64");

        DiagMessages.End end = messages.read(dump, dump.byteSize(), SEQUENCE, rows);

        assertThat(end).isEqualTo(DiagMessages.End.DONE);
        assertThat(rows)
                .extracting(row -> row.state() + " " + row.local() + " " + row.bytesReceived() + " " + row.bytesSent())
                .containsExactlyInAnyOrder(
                        "LISTEN [::]:22993 0 0", "ESTABLISHED [::1]:22993 100 0", "ESTABLISHED 127.0.0.1:22993 0 52");
        assertThat(rows).allMatch(row -> row.inode() > 0 && row.cookie().value() != 0);
        assertThat(rows)
                .filteredOn(SocketFact::listening)
                .allMatch(row -> row.receiveQueue() == 0 && row.sendQueue() == 77);
        assertThat(rows)
                .filteredOn(row -> row.state() == TcpState.ESTABLISHED)
                .allMatch(row -> row.sendWindow() > 0 && row.heardMillis() < 5_000);
    }

    @Test
    void passesOverAnswersToAnEarlierQuestion() throws IOException {
        MemorySegment dump = captured("tcp-dump.b64");

        DiagMessages.End end = messages.read(dump, dump.byteSize(), SEQUENCE + 1, rows);

        assertThat(end).isEqualTo(DiagMessages.End.MORE);
        assertThat(rows).isEmpty();
    }

    @Test
    void saysWhyTheKernelRefused() {
        DiagMessages.End end = messages.read(outcome(2, -2), 36, SEQUENCE, rows);

        assertThat(end).isEqualTo(DiagMessages.End.FAILED);
        assertThat(messages.errno()).isEqualTo(2);
    }

    @Test
    void aDumpThatIsDoneWithAnErrorHasFailed() {
        DiagMessages.End end = messages.read(outcome(3, -2), 36, SEQUENCE, rows);

        assertThat(end).isEqualTo(DiagMessages.End.FAILED);
        assertThat(messages.errno()).isEqualTo(2);
    }

    @Test
    void aDumpThatIsDoneWithoutOneFoundNothing() {
        DiagMessages.End end = messages.read(outcome(3, 0), 36, SEQUENCE, rows);

        assertThat(end).isEqualTo(DiagMessages.End.DONE);
    }

    @Test
    void survivesBytesThatMakeNoSense() throws IOException {
        byte[] good = captured("tcp-dump.b64").toArray(ValueLayout.JAVA_BYTE);
        Random random = new Random(20_260_301);

        for (int i = 0; i < 20_000; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            messages.read(MemorySegment.ofArray(bad), 1 + random.nextInt(bad.length), SEQUENCE, new ArrayList<>());
        }

        assertThat(messages.read(MemorySegment.ofArray(good), good.length, SEQUENCE, rows))
                .isIn(DiagMessages.End.DONE, DiagMessages.End.INTERRUPTED);
    }

    @Test
    void findsTheOtherEndOfAUnixPair() throws IOException {
        MemorySegment answer = captured("unix-peer.b64");

        assertThat(UnixMessage.peer(answer, (int) answer.byteSize())).isEqualTo(2_261_229);
    }

    private static MemorySegment outcome(int type, int value) {
        MemorySegment message = Arena.ofAuto().allocate(36);
        message.set(ValueLayout.JAVA_INT, 0, 36);
        message.set(ValueLayout.JAVA_SHORT, 4, (short) type);
        message.set(ValueLayout.JAVA_INT, 8, SEQUENCE);
        message.set(ValueLayout.JAVA_INT, 16, value);
        return message;
    }

    private static MemorySegment captured(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(NetlinkTest.class.getResourceAsStream(name))) {
            return MemorySegment.ofArray(Base64.getMimeDecoder().decode(file.readAllBytes()));
        }
    }
}
