package io.hangup.agent.restart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessCardTest {
    private static final String STAT = "41 (a) b) S 1 41 41 0 -1 4194560 1093 0 12 0 1 0 0 0 20 0 1 0 4567 1 1";

    @Test
    void readsNameUsersAndStart() {
        assertThat(ProcessCard.parse("Name:\trunsv\nUmask:\t0022\nUid:\t0\t1\t2\t3\nGid:\t0\t0\t0\t0\n", STAT))
                .contains(new ProcessCard("runsv", List.of(0, 1, 2, 3), 4567));
    }

    @Test
    void takesNoCarriageReturnInANameForTheEndOfALine() {
        var card = ProcessCard.parse("Name:\t\rUid:\t0\t0\t0\t0\nUid:\t1007\t1007\t1007\t1007\n", STAT)
                .orElseThrow();

        assertThat(card.roots()).isFalse();
        assertThat(card.uids()).containsOnly(1007);
    }

    @Test
    void isRootsInEveryWayOrNotAtAll() {
        assertThat(new ProcessCard("sshd", List.of(0, 0, 0, 0), 1).roots()).isTrue();
        assertThat(new ProcessCard("sshd", List.of(0, 1000, 0, 0), 1).roots()).isFalse();
        assertThat(new ProcessCard("sshd", List.of(1000, 0, 0, 0), 1).roots()).isFalse();
        assertThat(new ProcessCard("sshd", List.of(), 1).roots()).isFalse();
    }

    @Test
    void readsNothingFromWhatIsNoProcess() {
        assertThat(ProcessCard.parse("", "")).isEmpty();
        assertThat(ProcessCard.parse("Name:\tx\nUid:\ta\n", STAT)).isEmpty();
        assertThat(ProcessCard.parse("Name:\tx\nUid:\t0\n", "41 (x) S 1")).isEmpty();
        assertThat(ProcessCard.of(Path.of("/proc/0"))).isEmpty();
    }

    @Test
    void readsThisVeryProcess() {
        assertThat(ProcessCard.of(Path.of("/proc/self"))).hasValueSatisfying(card -> {
            assertThat(card.uids()).hasSize(4);
            assertThat(card.startTicks()).isPositive();
        });
    }
}
