package io.hangup.agent.census;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.protocol.session.HostProcess;
import io.hangup.protocol.session.Orphan.Kept;
import io.hangup.protocol.session.ProcessStamp;
import io.hangup.protocol.session.ProcessState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What real shells and programs left on Debian 12, as `/proc` showed it, and what is told of it.
class MeantTest {
    private static final long LOGIN = 5;
    private static final Remnant.Traits PLAIN = traits(false, false, false, false, false);

    private static Remnant.Traits traits(boolean led, boolean deaf, boolean unattended, boolean cut, boolean managed) {
        return new Remnant.Traits(true, led, deaf, unattended, cut, managed);
    }

    private static Remnant left(int pid, int parent, int group, int session, String command, Remnant.Traits traits) {
        var process = new HostProcess(new ProcessStamp(pid, pid * 100L), 1_000, command, ProcessState.SLEEPING);
        return new Remnant(
                new ProcessFact(process, parent, session, 0, -1, 0), group, LOGIN, 1_000, Remnant.Trade.OTHER, traits);
    }

    static Stream<Arguments> alone() {
        return Stream.of(
                // pid, group, POSIX session, command; leader runs, deaf, unattended, cut, unit
                Arguments.of("sleep & at a prompt", 40, 40, 30, traits(false, false, false, true, false), "BACKGROUND"),
                Arguments.of(
                        "all redirected, disown", 40, 40, 30, traits(false, false, false, false, false), "BACKGROUND"),
                Arguments.of("third of a pipeline", 42, 40, 30, traits(false, false, false, true, false), "BACKGROUND"),
                Arguments.of(
                        "sh -c 'sleep &' of su", 40, 39, 39, traits(false, false, true, true, false), "BACKGROUND"),
                Arguments.of("ssh h 'sleep &'", 40, 39, 39, traits(false, false, true, true, false), "BACKGROUND"),
                Arguments.of(
                        "ssh h 'sleep >/dev/null &'", 40, 39, 39, traits(false, false, true, false, false), "UNKNOWN"),
                Arguments.of(
                        "forked twice, /dev/null", 40, 39, 39, traits(false, false, false, false, false), "UNKNOWN"),
                Arguments.of(
                        "forked twice, keeps the tty", 40, 39, 39, traits(false, false, false, true, false), "UNKNOWN"),
                Arguments.of(
                        "a start script's service", 41, 40, 30, traits(false, false, true, false, false), "UNKNOWN"),
                Arguments.of("its java, which handles SIGQUIT", 41, 40, 30, PLAIN, "UNKNOWN"),
                Arguments.of("forked once, redirected", 41, 40, 30, PLAIN, "UNKNOWN"),
                Arguments.of(
                        "a script's job that kept the tty",
                        41,
                        40,
                        30,
                        traits(false, false, true, true, false),
                        "BACKGROUND"),
                Arguments.of(
                        "leads its group, ignores both",
                        40,
                        40,
                        30,
                        traits(false, false, true, false, false),
                        "UNKNOWN"),
                Arguments.of("nohup", 40, 40, 30, traits(false, true, false, false, false), "NOHUP"),
                Arguments.of("setsid", 40, 40, 40, traits(true, false, false, true, false), "OWN_SESSION"),
                Arguments.of("in setsid's session", 40, 40, 30, traits(true, false, false, true, false), "OWN_SESSION"),
                Arguments.of("systemd-run --scope", 40, 40, 30, traits(false, false, false, true, true), "SERVICE"));
    }

    @ParameterizedTest(name = "{0} is {5}")
    @MethodSource("alone")
    void tellsWhatIsLeft(String what, int pid, int group, int session, Remnant.Traits traits, Kept kept) {
        Remnant one = left(pid, 1, group, session, "sleep", traits);

        assertThat(Meant.of(one, new Remains(LOGIN, List.of(one), Optional.empty())))
                .as(what)
                .isEqualTo(kept);
    }

    @Test
    void whatIsBelowAJobIsOfIt() {
        Remnant script = left(40, 1, 39, 39, "sh", traits(false, false, true, true, false));
        Remnant step = left(41, 40, 39, 39, "make", traits(false, false, true, false, false));
        Remnant kept = left(42, 40, 39, 39, "server", traits(false, true, true, false, false));
        Remains remains = new Remains(LOGIN, List.of(script, step, kept), Optional.empty());

        assertThat(Meant.of(step, remains)).isEqualTo(Kept.BACKGROUND);
        assertThat(Meant.of(kept, remains)).isEqualTo(Kept.NOHUP);
    }

    @Test
    void aWorkerOfADaemonThatForkedTwiceIsNoJobThoughItHasAGroupOfItsOwn() {
        Remnant daemon = left(40, 1, 39, 39, "supervisor", traits(false, false, false, false, false));
        Remnant worker = left(41, 40, 41, 39, "worker", traits(false, false, false, false, false));
        Remains remains = new Remains(LOGIN, List.of(daemon, worker), Optional.empty());

        assertThat(Meant.of(worker, remains)).isEqualTo(Kept.UNKNOWN);
    }

    @Test
    void everythingInTmuxIsTmuxs() {
        Remnant server = left(40, 1, 40, 40, "tmux: server", traits(true, false, false, false, false));
        Remnant shell = left(41, 40, 41, 41, "bash", traits(true, false, false, false, false));
        Remnant job = left(42, 41, 42, 41, "make", traits(true, true, false, false, false));
        Remains remains = new Remains(LOGIN, List.of(server, shell, job), Optional.empty());

        assertThat(remains.all()).extracting(one -> Meant.of(one, remains)).containsOnly(Kept.TMUX);
    }
}
