package io.hangup.agent.enforce;

import static io.hangup.agent.Samples.ELEVEN;
import static io.hangup.agent.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.agent.Samples;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.session.Connection;
import io.hangup.protocol.session.SshSession;
import io.hangup.protocol.session.TcpTimer;
import io.hangup.protocol.session.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WarningTest {
    private static final Terminal QUIET = Samples.PTY;

    @Test
    void saysWhatWillBeEndedWhenAndWhyAndHowToKeepIt() {
        String text = Warning.text(
                Samples.command("c-1"), Samples.COOKIE, session(QUIET), Optional.of(Duration.ofSeconds(30)));

        assertThat(text)
                .contains("this session will be ended in 30 s. Why: a test", "press any key", "hangup keep web-1:");
    }

    @Test
    void writesNothingThatATerminalCouldTakeForMoreThanLetters() {
        Command hostile = reason("\u001b]0;owned\u0007\u009b2J\r\nroot: \u202efdp\u00fc" + "x".repeat(400));

        String text = Warning.text(hostile, Samples.COOKIE, session(QUIET), Optional.empty());

        assertThat(text).doesNotContain("\u001b", "\u009b", "\u202e").contains("?]0;owned??2J??root: ?fdp?xx", "...");
        assertThat(text.chars().filter(c -> c == '\n')).hasSize(3);
        assertThat(text.chars().filter(c -> c == 7)).hasSize(1);
        assertThat(text.length()).isLessThan(512);
    }

    @Test
    void believesAKeyThatWasRead() {
        var typed = new Terminal.Pty("pts/3", NOON.plusSeconds(4), ELEVEN);

        assertThat(answered(typed, ELEVEN, ELEVEN, false)).contains("someone is there: a key was read at");
    }

    @Test
    void believesAKeyThatNoProgramRead() {
        Instant at = NOON.plusSeconds(9);

        assertThat(answered(QUIET, at, at, true)).contains("someone is there: data came in at");
    }

    @Test
    void takesNoKeepaliveForAKey() {
        assertThat(answered(QUIET, NOON.plusSeconds(9), NOON.plusSeconds(1), true))
                .isEmpty();
    }

    @Test
    void takesTheWarningsOwnWayForNoKey() {
        assertThat(answered(QUIET, ELEVEN, NOON.plusSeconds(1), true)).isEmpty();
    }

    @Test
    void inDoubtBelievesDataRightAfterTheWarning() {
        assertThat(answered(QUIET, NOON.plusSeconds(2), NOON.plusSeconds(1), true))
                .isNotEmpty();
    }

    @Test
    void takesWhatComesInForAnotherSessionForNoKeyOfThisOne() {
        Instant at = NOON.plusSeconds(9);

        assertThat(answered(QUIET, at, at, false)).isEmpty();
    }

    /// Told at noon.
    private static String answered(Terminal terminal, Instant data, Instant payload, boolean alone) {
        Connection now = with(
                Samples.connection(
                        Optional.of(Samples.MONITOR),
                        Optional.of(Samples.CHILD),
                        Samples.tcp(TcpTimer.KEEPALIVE, 0, data),
                        terminal),
                payload);
        return Warning.answered(NOON, now, List.of(session(terminal)), alone).orElse("");
    }

    private static Connection with(Connection c, Instant payload) {
        return new Connection(
                c.cookie(),
                c.local(),
                c.peer(),
                c.implementation(),
                c.phase(),
                c.user(),
                c.since(),
                c.monitor(),
                c.child(),
                c.auditSession(),
                c.tcp(),
                c.sessions(),
                c.holders(),
                Optional.of(payload),
                c.forwards(),
                c.unreadSince(),
                c.probe());
    }

    private static SshSession session(Terminal terminal) {
        return new SshSession(Samples.SHELL, terminal, Optional.of(Samples.SHELL), ELEVEN, ELEVEN);
    }

    private static Command reason(String reason) {
        Command usual = Samples.command("c-1");
        return new Command(
                usual.id(),
                usual.host(),
                usual.boot(),
                usual.epoch(),
                usual.action(),
                usual.target(),
                usual.guard(),
                reason,
                usual.notBefore(),
                usual.notAfter());
    }
}
