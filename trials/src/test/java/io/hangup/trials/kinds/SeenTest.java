package io.hangup.trials.kinds;

import static org.assertj.core.api.Assertions.assertThat;

import io.hangup.trials.kinds.Mark.Grade;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenTest {
    private static final Kind.Opening NONE = _ -> {
        throw new IllegalStateException("not raised here");
    };
    private static final Kind DEAD = Kind.stuck("dead", "dead-peer", NONE);
    private static final Kind HUNG = Kind.noticed("hung", "hang-on-logout", NONE);
    private static final Seen NOTHING = new Seen(false, List.of(), Set.of(), Set.of());

    @Test
    void whatIsStuckAndFoundByItsRuleIsRight() {
        Mark mark = stuck("dead-peer").mark(DEAD, true);

        assertThat(mark).isEqualTo(new Mark(Grade.RIGHT, "dead-peer"));
    }

    @Test
    void anyOtherRuleIsWrong() {
        Mark mark = stuck("dead-peer", "idle-root").mark(DEAD, true);

        assertThat(mark).isEqualTo(new Mark(Grade.WRONG, "called stuck by idle-root"));
    }

    @Test
    void anotherRuleThatIsAlsoTrueIsRight() {
        Mark mark = stuck("dead-peer", "wedged-sshd").mark(DEAD.also("wedged-sshd"), true);

        assertThat(mark.wrong()).isFalse();
    }

    @Test
    void whatNobodyCanKnowIsRightToBeNoticedAndWrongToBeCalledStuck() {
        Grade noticed = noticed("hang-on-logout").mark(HUNG, true).grade();
        Grade stuck = stuck("hang-on-logout").mark(HUNG, true).grade();

        assertThat(noticed).isEqualTo(Grade.RIGHT);
        assertThat(stuck).isEqualTo(Grade.WRONG);
    }

    @Test
    void onlyAnAgentWithFewRightsMayMissWhatIsStuck() {
        Grade sharp = NOTHING.mark(DEAD, true).grade();
        Grade dull = NOTHING.mark(DEAD, false).grade();

        assertThat(sharp).isEqualTo(Grade.WRONG);
        assertThat(dull).isEqualTo(Grade.UNKNOWN);
    }

    @Test
    void whatTheServerEndedBeforeAnyRuleIsRight() {
        var seen = new Seen(true, List.of(), Set.of(), Set.of());

        Mark mark = seen.mark(DEAD, true);

        assertThat(mark).isEqualTo(new Mark(Grade.RIGHT, "ended by itself"));
    }

    @Test
    void aHealthyOneThatWasEverCalledStuckOrNoticedIsWrong() {
        Kind tunnel = Kind.healthy("tunnel", NONE);

        Mark called = stuck("hang-on-logout").mark(tunnel, false);
        Mark looked = noticed("hang-on-logout").mark(tunnel, false);

        assertThat(called.wrong()).isTrue();
        assertThat(looked.wrong()).isTrue();
    }

    @Test
    void aHealthyOneThatIsNotListedIsWrong() {
        Mark mark = NOTHING.mark(Kind.healthy("typing", NONE), true);

        assertThat(mark).isEqualTo(new Mark(Grade.WRONG, "not listed"));
    }

    @Test
    void whatIsOverOrMayHaveEndedNeedNotBeListed() {
        Grade over = NOTHING.mark(Kind.over("orphans", NONE), true).grade();
        Grade rebooted =
                NOTHING.mark(Kind.unknowable("peer rebooted", NONE), true).grade();

        assertThat(List.of(over, rebooted)).containsOnly(Grade.RIGHT);
    }

    private static Seen stuck(String... rules) {
        return new Seen(false, List.of(), Set.of(rules), Set.of());
    }

    private static Seen noticed(String... rules) {
        return new Seen(false, List.of(), Set.of(), Set.of(rules));
    }
}
