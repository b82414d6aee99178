package io.hangup.agent.journal;

import static io.hangup.agent.Samples.HOST;
import static io.hangup.agent.Samples.NOON;
import static io.hangup.agent.Samples.SHELL;
import static io.hangup.agent.Samples.command;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hangup.agent.Samples;
import io.hangup.agent.executor.Journal;
import io.hangup.agent.policy.Quota;
import io.hangup.agent.policy.Spending;
import io.hangup.protocol.command.Action;
import io.hangup.protocol.command.Command;
import io.hangup.protocol.command.CommandId;
import io.hangup.protocol.command.Outcome;
import io.hangup.protocol.command.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    private static final Command COMMAND = command("c-1");
    private static final Receipt DRAFT = receipt("c-1", new Outcome.Unknown("restarted"), NOON);
    private static final Receipt GONE = receipt("c-1", new Outcome.Gone(), NOON);

    @TempDir
    Path folder;

    private Path file;
    private String boot = "boot";
    private Duration uptime = Duration.ofDays(1);

    @BeforeEach
    void name() {
        file = folder.resolve("commands.journal");
    }

    private static Receipt receipt(String id, Outcome outcome, Instant at) {
        return new Receipt(new CommandId(id), HOST, outcome, List.of(), List.of(SHELL), Duration.ofMillis(12), at);
    }

    private FileJournal open() throws IOException {
        return FileJournal.open(folder, NOON, Samples.uptime(() -> boot, () -> uptime));
    }

    @Test
    void remembersAnAnswerOverARestart() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
            journal.settle(GONE, 5);
        }

        try (var journal = open()) {
            assertThat(journal.answered(COMMAND.id())).contains(GONE);
            assertThat(journal.open()).isEmpty();
            assertThat(journal.unsent()).containsExactly(GONE);
            assertThat(journal.highestEpoch()).isEqualTo(5);
        }
    }

    @Test
    void knowsAnIntentWithoutAnAnswer() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
        }

        try (var journal = open()) {
            assertThat(journal.open()).containsExactly(new Journal.Open(COMMAND, DRAFT));
            assertThat(journal.answered(COMMAND.id())).isEmpty();
        }
    }

    @Test
    void knowsWhatWasOnlyPreparedOverRestarts() throws IOException {
        try (var journal = open()) {
            journal.prepare(COMMAND);
        }
        try (var journal = open()) {
            assertThat(journal.prepared()).containsExactly(COMMAND);
            assertThat(journal.open()).isEmpty();
        }
        try (var journal = open()) {
            assertThat(journal.prepared()).containsExactly(COMMAND);
            journal.intend(COMMAND, DRAFT);
            assertThat(journal.prepared()).isEmpty();
        }
        try (var journal = open()) {
            assertThat(journal.prepared()).isEmpty();
            assertThat(journal.open()).hasSize(1);
        }
    }

    @Test
    void forgetsWhatArrived() throws IOException {
        try (var journal = open()) {
            journal.settle(GONE, 5);
            journal.sent(COMMAND.id());
        }

        try (var journal = open()) {
            assertThat(journal.unsent()).isEmpty();
            assertThat(journal.answered(COMMAND.id())).contains(GONE);
        }
    }

    @Test
    void healsALastLineThatWasCutAnywhere() throws IOException {
        long intended;
        byte[] whole;
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
            intended = Files.size(file);
            journal.settle(GONE, 5);
            whole = Files.readAllBytes(file);
        }
        for (int length = (int) intended; length < whole.length; length += 13) {
            Files.write(file, Arrays.copyOf(whole, length));

            try (var journal = open()) {
                assertThat(journal.fault()).isEmpty();
                assertThat(journal.open()).as("cut at %d", length).hasSize(1);
                assertThat(journal.settle(GONE, 5)).isEmpty();
            }
            try (var journal = open()) {
                assertThat(journal.answered(COMMAND.id())).contains(GONE);
            }
        }
    }

    @Test
    void healsALastLineOfZeros() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length + 700));

        try (var journal = open()) {
            assertThat(journal.fault()).isEmpty();
            assertThat(journal.open()).hasSize(1);
        }
    }

    @Test
    void takesNothingOnceItIsDamagedInTheMiddle() throws IOException {
        try (var journal = open()) {
            journal.settle(GONE, 5);
            journal.intend(command("c-2"), receipt("c-2", new Outcome.Unknown("restarted"), NOON));
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 4] ^= 1;
        Files.write(file, bytes);

        try (var journal = open()) {
            assertThat(journal.fault()).get().asString().contains("damaged at byte", "move it away");
            assertThat(journal.intend(COMMAND, DRAFT)).isPresent();
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    }

    @Test
    void dropsAnswersAfterAWeekAtStart() throws IOException {
        try (var journal = open()) {
            journal.settle(receipt("old", new Outcome.Gone(), NOON.minus(Duration.ofDays(8))), 9);
            journal.settle(GONE, 5);
        }

        try (var journal = open()) {
            assertThat(journal.answered(new CommandId("old"))).isEmpty();
            assertThat(journal.answered(COMMAND.id())).contains(GONE);
            assertThat(journal.highestEpoch()).isEqualTo(9);
        }
    }

    @Test
    void isWrittenAnewBeforeItGrowsLong() throws IOException {
        try (var journal = open()) {
            for (int i = 0; i <= FileJournal.LONG; i++) {
                journal.settle(GONE, 5);
            }
        }

        assertThat(Files.readAllLines(file)).hasSizeLessThan(20);
    }

    @Test
    void notesOnceThatAnAnswerArrivedHoweverOftenItIsTold() throws IOException {
        try (var journal = open()) {
            journal.settle(GONE, 5);

            journal.sent(COMMAND.id());
            journal.sent(COMMAND.id());
        }

        assertThat(Files.readAllLines(file))
                .filteredOn(line -> line.contains("SENT"))
                .hasSize(1);
    }

    @Test
    void belongsToOneAgent() throws IOException {
        try (var _ = open()) {
            assertThatThrownBy(this::open)
                    .isInstanceOf(LedgerInUse.class)
                    .hasMessageContaining("give each agent its own stateDir");
        }
    }

    private List<Duration> spent(FileJournal journal) {
        return journal.spending().spends().stream().map(Spending.Spend::at).toList();
    }

    private static Duration age(FileJournal journal) {
        return journal.spending().clock();
    }

    @Test
    void countsAnIntentWhateverBecameOfItOverRestarts() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
            journal.settle(GONE, 5);
            journal.intend(command("c-2"), receipt("c-2", new Outcome.Unknown("restarted"), NOON));
        }

        try (var journal = open()) {
            assertThat(journal.spending().spends())
                    .extracting(Spending.Spend::action)
                    .containsExactly(Action.DROP, Action.DROP);
        }
    }

    @Test
    void countsOnWithinABoot() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
        }
        uptime = uptime.plusMinutes(7);

        try (var journal = open()) {
            assertThat(age(journal).minus(spent(journal).getFirst())).isEqualTo(Duration.ofMinutes(7));
        }
    }

    @Test
    void countsNothingThatItDidNotSeePassOverARestartOfTheHost() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
        }
        boot = "another-boot";
        uptime = Duration.ofMinutes(3);

        try (var journal = open()) {
            assertThat(age(journal).minus(spent(journal).getFirst())).isEqualTo(Duration.ofMinutes(3));
        }
    }

    @Test
    void getsOnEvenOnAHostThatIsRestartedEachDay() throws IOException {
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
        }
        for (int day = 0; day < 3; day++) {
            boot = "boot-" + day;
            uptime = Duration.ofMinutes(1);
            byte[] asKilled;
            try (var journal = open()) {
                for (int hour = 0; hour < 20; hour++) {
                    uptime = uptime.plusHours(1);
                    journal.keepTime();
                }
                asKilled = Files.readAllBytes(file);
            }
            Files.write(file, asKilled);
        }

        try (var journal = open()) {
            assertThat(age(journal).minus(spent(journal).getFirst())).isGreaterThan(Duration.ofHours(59));
        }
    }

    @Test
    void neverRunsBackwardsAndGoesOnWhenTheKernelSaysLess() throws IOException {
        Duration before;
        try (var journal = open()) {
            journal.intend(COMMAND, DRAFT);
            before = age(journal);
        }
        uptime = Duration.ofSeconds(10);

        try (var journal = open()) {
            Duration restarted = age(journal);
            uptime = uptime.plusSeconds(5);

            assertThat(restarted).isEqualTo(before);
            assertThat(age(journal)).isEqualTo(before.plusSeconds(5));
        }
    }

    @Test
    void remembersWhatWasSpentWhenItIsWrittenAnew() throws IOException {
        try (var journal = open()) {
            for (int i = 0; i < 1_700; i++) {
                uptime = uptime.plusSeconds(1);
                journal.intend(command("c-" + i), receipt("c-" + i, new Outcome.Unknown("restarted"), NOON));
                journal.settle(receipt("c-" + i, new Outcome.Gone(), NOON), 5);
            }

            assertThat(journal.spending().spends()).hasSize(Quota.MOST);
            assertThat(spent(journal).getLast()).isEqualTo(age(journal));
        }
    }
}
