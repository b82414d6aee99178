package io.hangup.agent.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.hangup.protocol.snapshot.Control;
import io.hangup.protocol.snapshot.Control.Effect;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JudgeTest {
    private static final Keepalive USUAL = new Keepalive(7_200, 75, 9);
    private static final Optional<Release> R9_2 = Release.in("SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u10");
    private static final Optional<Release> R10_0 = Release.in("OpenSSH_10.0p2 Debian-7, OpenSSL 3.5.7");

    private static final String USUAL_SETTINGS = """
            tcpkeepalive yes
            clientaliveinterval 0
            clientalivecountmax 3
            unusedconnectiontimeout none
            logingracetime 120
            maxstartups 10:30:100
            """;

    private static Judgement judge(String settings, Optional<Release> release, String name) {
        return Judge.server(Effective.parse(settings + USUAL_SETTINGS), release, USUAL).stream()
                .filter(judgement -> judgement.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Judgement alive(int interval, int count, String release) {
        return judge(
                "clientaliveinterval " + interval + "\nclientalivecountmax " + count + "\n",
                Release.in("OpenSSH_" + release),
                "ClientAliveInterval");
    }

    @Test
    void whatComesWithTheSystemEndsNothingThatIsIdle() {
        List<Judgement> all = Judge.server(Effective.parse(USUAL_SETTINGS), R9_2, USUAL);

        assertThat(all)
                .extracting(Judgement::name, Judgement::effect)
                .contains(
                        tuple("ClientAliveInterval", Effect.NONE),
                        tuple("ChannelTimeout", Effect.NONE),
                        tuple("UnusedConnectionTimeout", Effect.NONE),
                        tuple("PerSourcePenalties", Effect.NONE),
                        tuple("TCPKeepAlive", Effect.PARTLY),
                        tuple("LoginGraceTime", Effect.WORKS),
                        tuple("MaxStartups", Effect.WORKS));
    }

    @ParameterizedTest
    @CsvSource({"7.4p1,WORKS", "8.1p1,WORKS", "8.2p1,NONE", "9.2p1,NONE", "10.0p2,NONE", "unknown,UNKNOWN"})
    void aCountOfZeroEndedIdleSessionsBefore82AndNothingSince(String release, Effect effect) {
        assertThat(alive(600, 0, release).effect()).isEqualTo(effect);
    }

    @ParameterizedTest
    @CsvSource({"9.2p1,dropped 40 s after", "10.0p2,dropped 20 s after", "9.6p1,dropped 20 s to 40 s after"})
    void saysWhenADeadClientIsReallyDropped(String release, String when) {
        assertThat(alive(5, 3, release).meaning())
                .contains(when, "not after 15 s", "Never ends an idle session whose client answers");
    }

    @ParameterizedTest
    @CsvSource({
        "session=5m,9.2p1,NONE",
        "session=5m,10.0p2,NONE",
        "session:*=5m,9.2p1,PARTLY",
        "session:*=5m,10.0p2,WORKS",
        "session:shell=5m,10.0p2,PARTLY",
        "*=5m,10.0p2,WORKS",
        "global=5m,10.0p2,WORKS",
        "session:*=0,10.0p2,NONE",
        "direct-tcpip=1h,10.0p2,NONE",
        "none,10.0p2,NONE"
    })
    void knowsWhichTypesAChannelTimeoutNames(String value, String release, Effect effect) {
        Judgement judgement =
                judge("channeltimeout " + value + "\n", Release.in("OpenSSH_" + release), "ChannelTimeout");

        assertThat(judgement.effect()).as(judgement.meaning()).isEqualTo(effect);
    }

    @Test
    void saysWhichReleaseDoesNotKnowASetting() {
        assertThat(judge("", Release.in("OpenSSH_9.1"), "ChannelTimeout").meaning())
                .contains("came with 9.2");
        assertThat(judge("", R9_2, "PerSourcePenalties").meaning()).contains("came with 9.8");
        assertThat(judge("persourcepenalties no\n", R10_0, "PerSourcePenalties").effect())
                .isEqualTo(Effect.NONE);
    }

    @Test
    void tcpKeepaliveIsLateUnlessTheKernelIsToldOtherwise() {
        Effective on = Effective.parse("tcpkeepalive yes");

        assertThat(USUAL.judge(on).meaning()).contains("2 h 11 min", "nor a frozen");
        assertThat(new Keepalive(60, 10, 5).judge(on).effect()).isEqualTo(Effect.WORKS);
        assertThat(USUAL.judge(Effective.parse("tcpkeepalive no")).effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void aMatchBlockIsAControlOnlyWhereItDiffers() {
        Effective everywhere = Effective.parse(USUAL_SETTINGS);
        Effective there = Effective.parse("clientaliveinterval 7\n" + USUAL_SETTINGS);

        List<Judgement> differing = Judge.match("Match User bob", there, everywhere, R9_2);

        assertThat(differing).extracting(Judgement::name).containsExactly("ClientAliveInterval");
        assertThat(differing.getFirst().where()).isEqualTo("Match User bob");
    }

    @Test
    void takesNothingForGrantedThatWasNotPrinted() {
        List<Judgement> all = Judge.server(Effective.parse("garbage \u001b[2J\nx"), Optional.empty(), USUAL);

        assertThat(all).extracting(Judgement::effect).doesNotContain(Effect.WORKS);
    }

    @Test
    void logindEndsOnlyWhatHasATerminal() {
        Judgement set = Elsewhere.logind(
                List.of("[Login]\n#StopIdleSessionSec=1\n", "[Login]\nStopIdleSessionSec=15min\n"),
                true,
                OptionalInt.of(252));

        assertThat(set.value()).isEqualTo("15min");
        assertThat(set.effect()).isEqualTo(Effect.PARTLY);
        assertThat(Elsewhere.logind(List.of("StopIdleSessionSec=900"), true, OptionalInt.of(247))
                        .effect())
                .isEqualTo(Effect.NONE);
        assertThat(Elsewhere.logind(List.of("#StopIdleSessionSec=900"), true, OptionalInt.of(252))
                        .effect())
                .isEqualTo(Effect.NONE);
    }

    @Test
    void theShellsTimeoutHoldsAtItsPromptOnly() {
        assertThat(Elsewhere.shell(List.of("# TMOUT=1\n", "readonly TMOUT=900; export TMOUT"))
                        .meaning())
                .contains("15 min", "only there", "can't change");
        assertThat(Elsewhere.shell(List.of("# TMOUT=900")).effect()).isEqualTo(Effect.NONE);
    }

    @Test
    void dropbearIsToldByItsArguments() {
        assertThat(Elsewhere.dropbear(List.of("dropbear", "-F", "-I", "300"), "port 22"))
                .extracting(Judgement::effect)
                .containsExactly(Effect.WORKS, Effect.NONE);
    }

    @Test
    void everyMeaningFitsTheRecordWhenNothingIsInForce() {
        List<Judgement> all = Judge.server(
                Effective.parse(
                        "clientaliveinterval 5\nchanneltimeout session:*=" + "9".repeat(290) + "\n" + USUAL_SETTINGS),
                R9_2,
                USUAL);

        assertThat(all).allSatisfy(judgement -> {
            Judgement late = judgement.notInForce("the file was written at 2026-11-22T15:00:00Z.");
            assertThat(late.meaning()).startsWith(Control.NOT_IN_FORCE).hasSizeLessThanOrEqualTo(Control.LONGEST);
            assertThat(late.effect()).isNotEqualTo(Effect.WORKS);
        });
    }
}
